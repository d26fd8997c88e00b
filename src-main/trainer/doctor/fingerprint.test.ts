import { describe, expect, it } from 'vitest';
import { resample } from '../data/resample.ts';
import { pattern } from '../data/test-pictures.ts';
import { fingerprint, looksDistance } from './fingerprint.ts';

const picture = pattern(120, 90, 2);

describe('fingerprint', () => {
  it('hardly changes with size and brightness, and much from picture to picture', () => {
    const { looks } = fingerprint(picture);
    const smaller = fingerprint(resample(picture, 50, 40, 'lanczos'));
    const darker = fingerprint({ ...picture, samples: picture.samples.map((sample) => sample * 0.7) });
    expect(looksDistance(...looks, ...smaller.looks)).toBeLessThanOrEqual(4);
    expect(looksDistance(...looks, ...darker.looks)).toBeLessThanOrEqual(4);
    expect(looksDistance(...looks, ...fingerprint(pattern(120, 90, 4)).looks)).toBeGreaterThan(10);
  });

  it('counts brightness and colour in shares', () => {
    const samples = new Uint8Array(2 * 2 * 3);
    samples.set([255, 255, 255], 3);
    const { brightness, colour, meanBrightness, contrast } = fingerprint({ width: 2, height: 2, samples });
    expect([brightness[0], brightness[31]]).toEqual([0.75, 0.25]);
    expect([colour[0], colour[63]]).toEqual([0.75, 0.25]);
    expect(meanBrightness).toBeCloseTo(0.25, 6);
    expect(contrast).toBeCloseTo(Math.sqrt(0.25 * 0.75), 6);
  });
});

describe('looksDistance', () => {
  it('counts the bits that differ', () => {
    expect(looksDistance(0b1011, 0b1, 0b0110, 0b0)).toBe(4);
    expect(looksDistance(-1, -1, 0, 0)).toBe(64);
  });
});
