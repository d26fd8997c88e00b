import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { gradientError, scattered } from './gradient-check.ts';
import { doubleSmoothly } from './smooth-upsample.ts';

describe('doubleSmoothly', () => {
  it('puts a quarter and three quarters between centres, and repeats borders', () => {
    const row = doubleSmoothly(tf.tensor4d([0, 8, 4], [1, 1, 3, 1]));
    expect([...tf.slice(row, [0, 0, 0, 0], [1, 1, 6, 1]).dataSync()]).toEqual([0, 2, 6, 7, 5, 4]);
  });

  it('has the gradient that finite differences show, for a batch', () => {
    expect(gradientError((x) => doubleSmoothly(x as tf.Tensor4D), [scattered([2, 3, 4, 2])])).toBeLessThan(1e-3);
  });
});
