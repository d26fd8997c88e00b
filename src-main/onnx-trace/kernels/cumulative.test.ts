import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { compareWithTensorFlow } from '../testing/golden.ts';

const bodies: [label: string, body: (x: tf.Tensor) => tf.Tensor][] = [
  ['along rows', (x) => x.cumsum(1)],
  ['along channels, without the element itself', (x) => x.cumsum(3, true)],
  ['along columns, from the end', (x) => x.cumsum(2, false, true)],
  ['its gradient along channels', (x) => tf.grad((y) => tf.sum(tf.square(y.cumsum(3))))(x)],
];

describe('Cumsum', () => {
  it.each(bodies)('adds up as TensorFlow.js does: %s', async (_, body) => {
    const { largestDifference, largestValue } = await compareWithTensorFlow((x) => body(x!), [[2, 4, 6, 3]]);
    expect(largestValue).toBeGreaterThan(1);
    expect(largestDifference).toBeLessThan(1e-5 * largestValue);
  });
});
