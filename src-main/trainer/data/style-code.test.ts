import { describe, expect, it } from 'vitest';
import type { Picture } from './picture.ts';
import { lightToDarkStops, lumaHistogram, medianCode, percentile, styleCodeOf } from './style-code.ts';

/** Ten rows of ten pixels of which the first `lit` have one colour and the others another. */
function night(lit: number, lamp: readonly number[], dark: readonly number[]): Picture {
  return { width: 10, height: 10, samples: Uint8Array.from(Array.from({ length: 100 }, (_, index) => (index < lit ? lamp : dark)).flat()) };
}

describe('style codes', () => {
  it('tell brightness and stops', () => {
    const [brightness, stops] = styleCodeOf(night(2, [200, 200, 200], [12, 12, 12]));
    expect(brightness).toBeCloseTo(Math.log2((12 + 4) / 32), 1);
    expect(stops).toBeCloseTo(Math.log2((200 + 4) / (12 + 4)) - 2.5, 1);
    expect(lightToDarkStops(night(0, [0, 0, 0], [60, 60, 60]))).toBeLessThan(0.03);
  });

  it('tell warm from cold and green from purple', () => {
    const code = (lamp: readonly number[]) => styleCodeOf(night(50, lamp, [10, 10, 10]));
    expect(code([200, 150, 50])[2]).toBeGreaterThan(1);
    expect(code([50, 150, 200])[2]).toBeLessThan(-1);
    expect(code([100, 200, 100])[3]).toBeGreaterThan(1);
    expect(code([200, 100, 200])[3]).toBeLessThan(-1);
    expect(code([100, 100, 100]).slice(2)).toEqual([0, 0]);
  });

  it('count lumas', () => {
    const counts = lumaHistogram(night(30, [100, 100, 100], [20, 20, 20]));
    expect(percentile(counts, 0.2)).toBeCloseTo(20, 0);
    expect(percentile(counts, 0.8)).toBeCloseTo(100, 0);
    expect(percentile(counts, 0.995)).toBeCloseTo(100.5, 1);
  });

  it('have a median for each number', () => {
    expect(medianCode([[1, 20, 3, 0], [2, 10, 5, 0], [9, 30, 4, 7]])).toEqual([2, 20, 4, 0]);
    expect(medianCode([[1, 20, 3, 0], [2, 10, 5, 1]])).toEqual([1.5, 15, 4, 0.5]);
  });
});
