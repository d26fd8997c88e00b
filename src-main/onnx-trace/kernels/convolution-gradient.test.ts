import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { compareWithTensorFlow } from '../testing/golden.ts';

type Picture = tf.Tensor4D;
type Case = readonly [label: string, filter: [number, number, number, number], strides: number | [number, number], pad: 'same' | 'valid' | number];

const cases: Case[] = [
  ['3x3, same', [3, 3, 4, 5], 1, 'same'],
  ['3x3, valid', [3, 3, 4, 5], 1, 'valid'],
  ['5x2, wide padding', [5, 2, 4, 3], 1, 4],
  ['1x1', [1, 1, 4, 3], 1, 0],
  ['1x1, stride 2', [1, 1, 4, 3], 2, 'valid'],
  ['4x4, stride 2', [4, 4, 4, 5], 2, 1],
  ['3x3, stride 2', [3, 3, 4, 2], 2, 'same'],
  ['7x7, stride 3', [7, 7, 4, 2], 3, 3],
  ['7x7 of few channels', [7, 7, 3, 5], 1, 3],
  ['7x7 of few channels, no padding', [7, 7, 3, 40], 1, 0],
  ['7x5 into few channels, valid', [7, 5, 40, 3], 1, 'valid'],
  ['4x4 into one channel', [4, 4, 20, 1], 1, 1],
  ['3x2 into one channel, wide padding', [3, 2, 20, 1], 1, 4],
  ['7x7, as many shifts of both', [7, 7, 6, 6], 1, 3],
  ['7x7, stride 2', [7, 7, 6, 6], 2, 3],
  ['3x3, stride 2, twice the channels', [3, 3, 6, 12], 2, 1],
  ['4x4, large filter', [4, 4, 20, 24], 1, 1],
  ['4x4, stride 2, large filter', [4, 4, 20, 24], 2, 1],
  ['3x3 of two channels, wide padding', [3, 3, 2, 20], 1, 4],
  ['5x5 into few channels', [5, 5, 4, 2], 1, 'same'],
  ['2x3, strides 3 and 2', [2, 3, 4, 2], [3, 2], 'same'],
];

describe.each(cases)('gradients of a convolution, %s', (_label, filter, strides, pad) => {
  const convolve = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as Picture, w as Picture, strides, pad);
  it.each([1, 3])('are those of TensorFlow.js, batch %i', async (batch) => {
    const x = [batch, 11, 8, filter[2]];
    const out = convolve(tf.zeros(x), tf.zeros(filter)).shape;
    const gradient = (index: number) => (a: tf.Tensor, w: tf.Tensor, dy: tf.Tensor) => tf.grads(convolve)([a, w], dy)[index]!;
    for (const index of [0, 1]) {
      const { largestDifference, largestValue } = await compareWithTensorFlow(gradient(index) as never, [x, filter, out], batch);
      expect(largestDifference).toBeLessThan(2e-5 * Math.max(1, largestValue));
    }
  });
});
