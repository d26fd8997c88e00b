import { expect, it } from 'vitest';
import { luminancePsnr } from './luminance-psnr.ts';

const picture = (width: number, height: number, at: (x: number, y: number) => readonly [number, number, number]) => ({
  width,
  height,
  samples: Uint8Array.from(Array.from({ length: width * height }, (_, index) => at(index % width, Math.floor(index / width))).flat()),
});
const grey = (value: number) => picture(7, 6, () => [value, value, value]);

it('measures a difference of luma', () => {
  // A step of 10 in all channels is 10 * 219 / 255 of luma.
  expect(luminancePsnr(grey(100), grey(110), 2)).toBeCloseTo(20 * Math.log10(255 / (10 * (219 / 255))), 3);
  const green = picture(7, 6, () => [100, 104, 100]);
  expect(luminancePsnr(grey(100), green, 0)).toBeCloseTo(20 * Math.log10(255 / (4 * (128.553 / 255))), 3);
});

it('leaves the border out', () => {
  const inside = (x: number, y: number) => x >= 2 && x < 5 && y >= 2 && y < 4;
  const framed = picture(7, 6, (x, y) => (inside(x, y) ? [90, 90, 90] : [1, 2, 3]));
  expect(luminancePsnr(grey(90), framed, 2)).toBe(Infinity);
  expect(luminancePsnr(grey(90), framed, 1)).toBeLessThan(20);
});

it('refuses pictures of different sizes', () => {
  expect(() => luminancePsnr(grey(1), picture(6, 7, () => [1, 1, 1]), 1)).toThrow('got 7x6 and 6x7');
});
