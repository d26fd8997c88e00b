import { expect, it } from 'vitest';
import { colours, type Picture } from './picture.ts';
import { skyOf } from './sky.ts';

/** A bright sky above a street with a bright wall, seen apart by a dark roof line; a chimney reaches into the sky. */
function street(width: number, height: number): Picture {
  const brightness = (x: number, y: number) => {
    if (y > 8 && x > 20 && x < 26) return 40;
    if (y < 20) return 210 - y;
    if (y < 24) return 30;
    return x > 30 ? 200 : 60 + 40 * ((x + y) % 2);
  };
  const samples = Uint8Array.from({ length: width * height * colours }, (_, index) => {
    const pixel = Math.floor(index / colours);
    return brightness(pixel % width, Math.floor(pixel / width));
  });
  return { width, height, samples };
}

it('finds the sky around a chimney, and no bright wall', () => {
  const sky = skyOf(street(60, 50));
  const at = (x: number, y: number) => sky.samples[(y * 60 + x) * colours]!;
  expect([sky.width, sky.height]).toEqual([60, 50]);
  expect(at(5, 3)).toBeGreaterThan(230);
  expect(at(40, 13)).toBeGreaterThan(200);
  expect(at(23, 15)).toBeLessThan(60);
  expect(at(5, 18)).toBeGreaterThan(150);
  expect([at(10, 30), at(50, 30), at(50, 48)]).toEqual([0, 0, 0]);
});

it('finds none in the dark', () => {
  const { samples } = street(60, 50);
  expect(Math.max(...skyOf({ width: 60, height: 50, samples: samples.map((sample) => sample / 4) }).samples)).toBe(0);
});
