import { describe, expect, it } from 'vitest';
import { compare } from './metrics.ts';
import type { Planar } from './planar.ts';
import { syntheticPicture } from './synthetic-picture.ts';

const flat = (red: number, green: number, blue: number): Planar => ({
  data: Float32Array.from({ length: 3 * 20 * 16 }, (_, index) => [red, green, blue][Math.floor(index / 320)]!),
  width: 20,
  height: 16,
  planes: 3,
});

describe('compare', () => {
  it('weighs the channels by BT.601', () => {
    const { psnr } = compare(flat(110, 100, 100), flat(100, 100, 100), 0);
    expect(psnr).toBeCloseTo(20 * Math.log10(255 / ((10 * 65.481) / 255)), 4);
    expect(compare(flat(100, 110, 100), flat(100, 100, 100), 0).psnr).toBeCloseTo(20 * Math.log10(255 / ((10 * 128.553) / 255)), 4);
  });

  it('has the SSIM of two flat pictures from their means', () => {
    const [a, b] = [16 + (219 * 51) / 255, 16 + (219 * 204) / 255];
    const expected = (2 * a * b + 2.55 ** 2) / (a * a + b * b + 2.55 ** 2);
    expect(compare(flat(51, 51, 51), flat(204, 204, 204), 1).ssim).toBeCloseTo(expected, 4);
  });

  it('is 1 and infinite for equal pictures, and leaves the border out', () => {
    const picture = syntheticPicture(30, 24, 3);
    const spoilt = { ...picture, data: picture.data.slice() };
    spoilt.data[1 * 30 + 29] = 0;
    spoilt.data[2 * 30 + 5] = 255 - picture.data[2 * 30 + 5]!;
    expect(compare(picture, spoilt, 3)).toEqual({ psnr: Number.POSITIVE_INFINITY, ssim: 1 });
    expect(compare(picture, spoilt, 2).psnr).toBeLessThan(60);
  });
});
