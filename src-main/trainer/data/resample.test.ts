import { describe, expect, it } from 'vitest';
import { colours, type Picture } from './picture.ts';
import { resample } from './resample.ts';
import { pattern } from './test-pictures.ts';

const grey = (rows: readonly (readonly number[])[]): Picture => ({
  width: rows[0]!.length,
  height: rows.length,
  samples: Uint8Array.from(rows.flat().flatMap((value) => [value, value, value])),
});
const firstChannel = ({ samples }: Picture) => [...samples].filter((_, index) => index % colours === 0);

describe('resample', () => {
  it('halves by the bicubic filter, its borders cut off', () => {
    // Weights of the four on each side: 0.8672, 0.2266, -0.0703, -0.0234; those over the border are left out of sum and norm.
    const row = [10, 20, 40, 80, 160, 90, 30, 200];
    const halved = resample(grey([row, row]), 4, 1, 'bicubic');
    expect(firstChannel(halved)).toEqual([14, 68, 111, 111]);
  });

  it.each(['bicubic', 'lanczos'] as const)('keeps a plain plain, larger and smaller, by %s', (filter) => {
    const plain = grey(Array.from({ length: 5 }, () => new Array<number>(7).fill(93)));
    for (const [width, height] of [[3, 2], [11, 13]] as const) {
      const result = resample(plain, width, height, filter);
      expect([result.width, result.height]).toEqual([width, height]);
      expect(firstChannel(result)).toEqual(new Array(width * height).fill(93));
    }
  });

  it('keeps a ramp straight', () => {
    const ramp = grey([Array.from({ length: 16 }, (_, x) => 10 * x)]);
    const halved = firstChannel(resample(ramp, 8, 1, 'bicubic'));
    expect(halved.slice(2, 6)).toEqual([45, 65, 85, 105]);
  });

  it('returns the picture itself where the size is the same', () => {
    const picture = pattern(5, 4);
    expect(resample(picture, 5, 4, 'lanczos')).toBe(picture);
  });
});
