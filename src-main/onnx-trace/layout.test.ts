import { describe, expect, it } from 'vitest';
import { nchw, oihw, permutationBetween, permute, permuteData, rowMajor } from './layout.ts';

describe('layouts', () => {
  it('store a picture plane by plane', () => {
    const nhwc = Float32Array.from({ length: 1 * 2 * 3 * 4 }, (_, index) => index);
    const planes = permuteData(nhwc, [1, 2, 3, 4], nchw);
    expect(permute([1, 2, 3, 4], nchw)).toEqual([1, 4, 2, 3]);
    expect([...planes.subarray(0, 6)]).toEqual([0, 4, 8, 12, 16, 20]);
    expect([...planes.subarray(18)]).toEqual([3, 7, 11, 15, 19, 23]);
  });

  it('go back by the permutation between them', () => {
    const hwio = Int32Array.from({ length: 2 * 3 * 4 * 5 }, (_, index) => index);
    const stored = permuteData(hwio, [2, 3, 4, 5], oihw);
    expect(stored).not.toEqual(hwio);
    expect(permuteData(stored, [5, 4, 2, 3], permutationBetween(oihw, rowMajor(4)))).toEqual(hwio);
  });
});
