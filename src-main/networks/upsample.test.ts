import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { gradientError, scattered } from './gradient-check.ts';
import { doubleByRepeating } from './upsample.ts';

it('doubles by repeating, with the gradient that finite differences show, also for batches', () => {
  expect([...doubleByRepeating(tf.tensor4d([1, 2], [1, 1, 2, 1])).dataSync()]).toEqual([1, 1, 2, 2, 1, 1, 2, 2]);
  const x = scattered([2, 2, 3, 2]);
  expect(gradientError((input) => doubleByRepeating(input as tf.Tensor4D), [x])).toBeLessThan(1e-3);
});
