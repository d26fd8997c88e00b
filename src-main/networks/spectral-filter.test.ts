import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { gradientError, scattered } from './gradient-check.ts';
import type { Parameters } from './parameters.ts';
import { spectralFilter } from './spectral-filter.ts';

const filter = spectralFilter('f', { side: 1, from: 3, to: 2 }, 1);
/** 2 x 3 with singular values 5 and 2. */
const weights = tf.tensor4d([3, 4, 0, 0, 0, 2], [2, 3, 1, 1]);
const start: Parameters = { f: weights, 'f.left': tf.tensor2d([1, 1], [2, 1]), 'f.right': tf.tensor2d([1, 2, 3], [3, 1]) };

it('divides by the largest singular value once the vectors have settled', () => {
  let parameters = start;
  for (let step = 0; step < 20; step++) parameters = { ...parameters, ...filter.advance(parameters) };
  const expected = [3, 4, 0, 0, 0, 2].map((value) => value / 5);
  const got = tf.transpose(filter.evaluate(parameters), [3, 2, 0, 1]).dataSync();
  expected.forEach((value, index) => {
    expect(got[index]).toBeCloseTo(value, 5);
  });
});

it('has the gradient of weights and of the value they are divided by', () => {
  const parameters = { ...start, ...filter.advance(start) };
  expect(gradientError((f) => filter.evaluate({ ...parameters, f: f! }), [tf.add(weights, scattered([2, 3, 1, 1]))], 1e-3)).toBeLessThan(2e-3);
});
