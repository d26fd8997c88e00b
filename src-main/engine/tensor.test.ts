import { describe, expect, it } from 'vitest';
import { meanPlane, planesOf, quantise, unpackPlane } from './tensor.ts';

describe('unpackPlane', () => {
  const window = { samples: Uint8Array.from({ length: 3 * 2 * 3 }, (_, index) => index * 10), width: 3, channels: 3, first: 5, count: 2 };

  it('takes one channel of a tile out of a window that starts further down the picture', () => {
    const plane = new Float32Array(4);
    unpackPlane(window, 1, { x: 1, y: 5, width: 2, height: 2 }, 0.1, plane);
    expect(Array.from(plane, Math.round)).toEqual([4, 7, 13, 16]);
  });

  it('repeats the last pixel past the right and the bottom border', () => {
    const plane = new Float32Array(3 * 3);
    unpackPlane(window, 0, { x: 2, y: 6, width: 3, height: 3 }, 1, plane);
    expect(Array.from(plane)).toEqual(Array(9).fill(150));
  });
});

it('quantise rounds and clips, in 8 and 16 bits', () => {
  const values = Float32Array.of(-0.1, 0, 0.3, 1, 1.2);
  expect(quantise(values, 8)).toEqual(Uint8Array.of(0, 0, 77, 255, 255));
  expect(quantise(values, 16)).toEqual(Uint16Array.of(0, 0, 19661, 65535, 65535));
});

it('meanPlane gives an equal grey back exactly', () => {
  const planes = planesOf(Float32Array.of(0.1, 0.7, 0.1, 0.7, 0.1, 0.7), 3);
  expect(meanPlane(planes)).toEqual(Float32Array.of(0.1, 0.7));
  expect(meanPlane(planesOf(Float32Array.of(0, 0.3, 0.9), 3))[0]).toBeCloseTo(0.4);
});
