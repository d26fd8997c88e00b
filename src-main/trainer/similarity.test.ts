import { describe, expect, it } from 'vitest';
import { pattern } from './data/test-pictures.ts';
import { diversity, likeness, pictureDistance } from './similarity.ts';

const plain = (value: number) => ({ width: 2, height: 1, samples: new Uint8Array(6).fill(value) });

describe('pictureDistance', () => {
  it('is the mean difference as a share of the range', () => {
    expect(pictureDistance(plain(10), plain(61))).toBeCloseTo(0.2, 6);
    expect(() => pictureDistance(plain(1), pattern(3, 2))).toThrow('expected pictures of one size, got 2 x 1 and 3 x 2');
  });
});

describe('likeness', () => {
  it('is near 1 for a darker copy, near -1 for a negative, 0 beside a plain picture', () => {
    const picture = pattern(9, 7, 2);
    const changed = (change: (sample: number) => number) => ({ ...picture, samples: picture.samples.map(change) });
    expect(likeness(picture, changed((sample) => sample / 2))).toBeGreaterThan(0.98);
    expect(likeness(picture, changed((sample) => 255 - sample))).toBeCloseTo(-1, 6);
    expect(likeness(picture, changed(() => 90))).toBe(0);
  });
});

describe('diversity', () => {
  const inputs = [plain(0), plain(100), plain(200)];
  it('compares how far outputs are from each other with how far inputs are', () => {
    expect(diversity(inputs, [plain(10), plain(60), plain(110)])).toBeCloseTo(0.5, 6);
    expect(diversity(inputs, [plain(7), plain(7), plain(7)])).toBe(0);
    expect(diversity([plain(3), plain(3)], [plain(3), plain(3)])).toBe(1);
  });
});
