import { describe, expect, it } from 'vitest';
import { pattern } from './data/test-pictures.ts';
import { luminanceSsim } from './ssim.ts';

const grey = (value: number, width = 14, height = 12) => ({ width, height, samples: new Uint8Array(width * height * 3).fill(value) });
const lumaOf = (value: number) => 16 + (219 * value) / 255;

describe('luminanceSsim', () => {
  it('is 1 for equal pictures and less the more they differ', () => {
    const picture = pattern(30, 24, 3);
    const noisy = (strength: number) => ({ ...picture, samples: picture.samples.map((sample, index) => sample + strength * (index % 2)) });
    expect(luminanceSsim(picture, picture, 2)).toBeCloseTo(1, 9);
    expect(luminanceSsim(picture, noisy(5), 2)).toBeLessThan(0.999);
    expect(luminanceSsim(picture, noisy(20), 2)).toBeLessThan(luminanceSsim(picture, noisy(5), 2));
  });

  it('compares plain pictures by their brightness alone', () => {
    const [a, b] = [lumaOf(50), lumaOf(200)];
    const expected = (2 * a * b + 6.5025) / (a * a + b * b + 6.5025);
    expect(luminanceSsim(grey(50), grey(200), 0)).toBeCloseTo(expected, 4);
  });

  it('leaves the border out', () => {
    const picture = pattern(30, 24, 3);
    const samples = picture.samples.slice();
    samples.fill(0, 0, 30 * 3);
    expect(luminanceSsim(picture, { ...picture, samples }, 1)).toBeCloseTo(1, 9);
    expect(luminanceSsim(picture, { ...picture, samples }, 0)).toBeLessThan(0.99);
  });

  it('refuses pictures without a whole window', () => {
    expect(() => luminanceSsim(grey(1), grey(2), 1)).toThrow('expected at least 11 pixels inside the border, got a picture of 14 x 12');
  });
});
