import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { adam, average, clipByNorm, sgd } from './optimizer.ts';

/** None of these looks at them. */
const specs = [] as const;

const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];
const closeTo = (tensor: tf.Tensor, expected: readonly number[]) => {
  expect(tensor.size).toBe(expected.length);
  numbers(tensor).forEach((value, index) => {
    expect(value).toBeCloseTo(expected[index]!, 6);
  });
};

describe('adam', () => {
  const optimizer = adam({ beta1: 0.5, beta2: 0.999 });
  const gradients = [[0.3, -2], [0.1, 0.5]];

  it('takes the steps of its formula', () => {
    let values: tf.Tensor = tf.tensor1d([1, -1]);
    let slots: Readonly<Record<string, tf.Tensor>> = { first: tf.zeros([2]), second: tf.zeros([2]) };
    const expected = [1, -1];
    const [m, v] = [[0, 0], [0, 0]];
    gradients.forEach((gradient, step) => {
      const t = step + 1;
      ({ values, slots } = optimizer.update({ specs, values, slots, gradient: tf.tensor1d(gradient), count: tf.scalar(t), learningRate: tf.scalar(0.01) }));
      gradient.forEach((g, i) => {
        m[i] = 0.5 * m[i]! + 0.5 * g;
        v[i] = 0.999 * v[i]! + 0.001 * g * g;
        expected[i]! -= (0.01 * (m[i]! / (1 - 0.5 ** t))) / (Math.sqrt(v[i]! / (1 - 0.999 ** t)) + 1e-8);
      });
    });
    closeTo(values, expected);
    closeTo(slots['first']!, m);
    closeTo(slots['second']!, v);
  });

  it('moves every weight by about the learning rate at first', () => {
    const { values } = optimizer.update({
      specs,
      values: tf.tensor1d([0, 0]),
      slots: { first: tf.zeros([2]), second: tf.zeros([2]) },
      gradient: tf.tensor1d([1e-4, -50]),
      count: tf.scalar(1),
      learningRate: tf.scalar(0.25),
    });
    expect(numbers(values)[0]).toBeCloseTo(-0.25, 3);
    expect(numbers(values)[1]).toBeCloseTo(0.25, 3);
  });
});

describe('sgd', () => {
  it('adds the gradient to its velocity, and the velocity to the values', () => {
    const result = sgd({ momentum: 0.9 }).update({
      specs,
      values: tf.tensor1d([1, 2]),
      slots: { velocity: tf.tensor1d([10, 20]) },
      gradient: tf.tensor1d([3, -4]),
      count: tf.scalar(7),
      learningRate: tf.scalar(0.5),
    });
    closeTo(result.slots['velocity']!, [12, 14]);
    closeTo(result.values, [-5, -5]);
  });
});

describe('clipByNorm', () => {
  it('shortens what is too long and leaves the rest', () => {
    const long = clipByNorm(tf.tensor1d([3, -4]), 2.5);
    closeTo(long.gradient, [1.5, -2]);
    closeTo(long.norm, [5]);
    closeTo(clipByNorm(tf.tensor1d([0.3, -0.4]), 2.5).gradient, [0.3, -0.4]);
    closeTo(clipByNorm(tf.zeros([2]), 2.5).gradient, [0, 0]);
  });
});

describe('average', () => {
  it('forgets the start quickly, and later as slowly as it is told', () => {
    const [old, fresh] = [tf.tensor1d([1]), tf.tensor1d([2])];
    closeTo(average(old, fresh, 0.9, tf.scalar(1)), [1 * (2 / 11) + 2 * (9 / 11)]);
    closeTo(average(old, fresh, 0.9, tf.scalar(1000)), [1.1]);
  });
});
