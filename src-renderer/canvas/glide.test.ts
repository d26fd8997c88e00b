import { expect, it } from 'vitest';
import { glideZoom } from './glide.ts';

it.each([
  [0.25, 4],
  [3, 0.1],
])('gets from %f to %f within a few frames, never past it', (from, target) => {
  const zooms = [from];
  while (zooms.at(-1) !== target && zooms.length < 100) zooms.push(glideZoom(zooms.at(-1)!, target, 1000 / 60));
  expect(zooms.length).toBeLessThan(16);
  expect(zooms.toSorted((a, b) => (target > from ? a - b : b - a))).toEqual(zooms);
  expect(zooms[2]! / from > 1).toBe(target > from);
});

it('does not depend on how time is cut', () => {
  expect(glideZoom(glideZoom(1, 9, 8), 9, 12)).toBeCloseTo(glideZoom(1, 9, 20), 9);
});
