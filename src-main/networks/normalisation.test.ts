import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { gradientError, scattered } from './gradient-check.ts';
import { normalisation, standardise } from './normalisation.ts';

const x = tf.add(tf.mul(scattered([2, 3, 4, 2]), 3), 5) as tf.Tensor4D;

describe('normalisation', () => {
  it.each([
    ['instance', [1, 2]],
    ['batch', [0, 1, 2]],
  ] as const)('by %s gives mean 0 and variance 1 over its axes', (kind, axes) => {
    const layer = normalisation(kind, 'n', 2);
    const y = layer.apply({ 'n.scale': tf.ones([2]), 'n.shift': tf.zeros([2]) }, x);
    const { mean, variance } = tf.moments(y, [...axes]);
    for (const value of mean.dataSync()) expect(value).toBeCloseTo(0, 5);
    for (const value of variance.dataSync()) expect(value).toBeCloseTo(1, 4);
  });

  it('by batch scales and shifts each channel', () => {
    const layer = normalisation('batch', 'n', 2);
    const y = layer.apply({ 'n.scale': tf.tensor1d([2, 3]), 'n.shift': tf.tensor1d([-1, 7]) }, x);
    const { mean, variance } = tf.moments(y, [0, 1, 2]);
    expect(mean.dataSync()[1]).toBeCloseTo(7, 4);
    expect(variance.dataSync()[0]).toBeCloseTo(4, 3);
  });

  it.each([[[1, 2]], [[0, 1, 2]]])('has the gradient that finite differences show, over axes %j', (axes) => {
    expect(gradientError((input) => standardise(input as tf.Tensor4D, axes), [x])).toBeLessThan(5e-3);
  });
});
