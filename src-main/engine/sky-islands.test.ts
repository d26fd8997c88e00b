import { expect, it } from 'vitest';
import { withoutIslands } from './sky-islands.ts';

it('makes a cloud sky, and leaves a tower on the ground with its soft border', () => {
  const [width, height] = [40, 30];
  const maskAt = (x: number, y: number): number => {
    const cloud = x >= 5 && x < 15 && y >= 4 && y < 9;
    const tower = x >= 25 && x < 29 && y >= 10;
    if (cloud || tower || y >= 22) return 0;
    return y === 21 || (x === 4 && y === 6) ? 0.6 : 1;
  };
  const mask = Float32Array.from({ length: width * height }, (_, pixel) => maskAt(pixel % width, Math.floor(pixel / width)));
  const filled = withoutIslands(mask, { width, height });
  const at = (x: number, y: number) => filled[y * width + x]!;
  expect([at(5, 4), at(4, 6), at(2, 2), at(20, 15)]).toEqual([1, 1, 1, 1]);
  expect([at(26, 10), at(28, 20), at(10, 22), at(39, 29)]).toEqual([0, 0, 0, 0]);
  expect([at(10, 21), at(24, 15)]).toEqual([Math.fround(0.6), 1]);
});

it('leaves what stands before a backdrop', () => {
  const mask = Float32Array.from({ length: 40 * 30 }, (_, pixel) => (pixel % 40 > 10 && pixel % 40 < 20 && pixel > 400 && pixel < 900 ? 0 : 1));
  expect(withoutIslands(mask, { width: 40, height: 30 })).toEqual(mask);
});
