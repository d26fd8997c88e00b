import { expect, it } from 'vitest';
import { crop } from '../../src-main/trainer/data/picture.ts';
import { pattern } from '../../src-main/trainer/data/test-pictures.ts';
import { padTo, shrunk } from './frames.ts';

it('padTo goes on with the border', () => {
  const picture = pattern(21, 13);
  const padded = padTo(picture, 16);
  expect([padded.width, padded.height]).toEqual([32, 16]);
  expect([...padded.samples.slice(-3)]).toEqual([...picture.samples.slice(-3)]);
  expect(crop(padded, { x: 0, y: 0, width: 21, height: 13 })).toEqual(picture);
});

it('shrunk keeps the shape', () => {
  const { width, height } = shrunk(pattern(90, 60), 30);
  expect([width, height]).toEqual([30, 20]);
});
