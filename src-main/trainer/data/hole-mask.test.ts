import { expect, it } from 'vitest';
import { seedRandom } from '../random.ts';
import { drawHoles } from './hole-mask.ts';

it('draws holes of many sizes, all of ones and zeros, the same for the same seed', () => {
  const random = seedRandom(4);
  const masks = Array.from({ length: 60 }, () => drawHoles(48, random));
  const covers = masks.map((mask) => mask.reduce((sum, value) => sum + value, 0) / mask.length);
  expect(Math.min(...covers)).toBeGreaterThanOrEqual(0.02);
  expect(Math.max(...covers)).toBeLessThanOrEqual(0.5);
  expect(Math.max(...covers) - Math.min(...covers)).toBeGreaterThan(0.2);
  expect(masks.every((mask) => mask.every((value) => value === 0 || value === 1))).toBe(true);
  expect(drawHoles(48, seedRandom(4))).toEqual(masks[0]);
  expect(masks[1]).not.toEqual(masks[0]);
});
