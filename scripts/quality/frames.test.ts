import { expect, it } from 'vitest';
import { pattern } from '../../src-main/trainer/data/test-pictures.ts';
import { cropTo, padTo, shrunk } from './frames.ts';

it('padTo goes on with the border, and cropTo takes it away again', () => {
  const picture = pattern(21, 13);
  const padded = padTo(picture, 16);
  expect([padded.width, padded.height]).toEqual([32, 16]);
  expect([...padded.samples.slice(-3)]).toEqual([...picture.samples.slice(-3)]);
  expect(cropTo(padded, picture)).toEqual(picture);
});

it('shrunk keeps the shape', () => {
  const { width, height } = shrunk(pattern(90, 60), 30);
  expect([width, height]).toEqual([30, 20]);
});
