import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { gradientError, scattered } from './gradient-check.ts';
import { standardiseGroups } from './group-normalisation.ts';

describe('standardiseGroups', () => {
  const x = tf.add(tf.mul(scattered([2, 3, 5, 6]), tf.tensor1d([1, 2, 3, 4, 5, 6])), 7) as tf.Tensor4D;

  it('gives each group of each picture mean 0 and variance 1, channels of a group still apart', () => {
    const groups = tf.reshape(standardiseGroups(x, 2), [2, 15, 2, 3]);
    const { mean, variance } = tf.moments(groups, [1, 3]);
    for (const value of mean.dataSync()) expect(value).toBeCloseTo(0, 4);
    for (const value of variance.dataSync()) expect(value).toBeCloseTo(1, 3);
    const spread = tf.moments(groups, [1]).variance.dataSync();
    expect(spread[2]! / spread[0]!).toBeGreaterThan(2);
  });

  it('has the gradient that finite differences show', () => {
    expect(gradientError((input) => standardiseGroups(input as tf.Tensor4D, 3), [x])).toBeLessThan(5e-3);
  });

  it('wants groups of one size', () => {
    expect(() => standardiseGroups(x, 4)).toThrow('expected channels in 4 groups, got 6');
  });
});
