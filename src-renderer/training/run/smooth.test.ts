import { describe, expect, it } from 'vitest';
import { smooth } from './smooth.ts';

describe('smooth', () => {
  it('changes nothing at 0, and never what is constant', () => {
    expect(smooth([3, 1, 7], 0)).toEqual([3, 1, 7]);
    for (const value of smooth([5, 5, 5, 5], 0.9)) expect(value).toBeCloseTo(5, 12);
  });

  it('is the weighted mean of what came before', () => {
    const [first, second, third] = smooth([2, 4, 10], 0.5);
    expect([first, second]).toEqual([2, (0.5 * 4 + 0.25 * 2) / 0.75]);
    expect(third).toBeCloseTo((0.5 * 10 + 0.25 * 4 + 0.125 * 2) / 0.875, 12);
  });

  it('passes over what is no number', () => {
    expect(smooth([2, Number.NaN, 4], 0.5)).toEqual([2, Number.NaN, (0.5 * 4 + 0.25 * 2) / 0.75]);
  });
});
