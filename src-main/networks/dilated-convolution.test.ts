import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { dilatedConvolution } from './dilated-convolution.ts';
import { gradientError, scattered } from './gradient-check.ts';

describe('dilatedConvolution', () => {
  it.each([1, 2, 3])('has both gradients that finite differences show, %i apart', (dilation) => {
    const x = scattered([2, 6, 7, 3]);
    const filter = scattered([3, 3, 3, 2], 2);
    expect(gradientError((input, taps) => dilatedConvolution(input as tf.Tensor4D, taps as tf.Tensor4D, dilation), [x, filter])).toBeLessThan(2e-3);
  });

  it('reaches as far as it says', () => {
    const x = tf.oneHot(tf.tensor1d([0], 'int32'), 5).reshape([1, 1, 5, 1]).cast('float32') as tf.Tensor4D;
    const filter = tf.tensor4d([0, 0, 0, 10, 20, 30, 0, 0, 0], [3, 3, 1, 1]);
    expect([...dilatedConvolution(x, filter, 2).dataSync()]).toEqual([20, 0, 10, 0, 0]);
  });
});
