/** @file Brightness of pictures, NHWC. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';
import { lumaShares } from '../../../src-shared/luma.ts';

/** Of batch x height x width x 3, batch x height x width x 1 in the same range. */
export const luma = (x: tf.Tensor4D): tf.Tensor4D => tf.sum(tf.mul(x, tf.tensor1d([...lumaShares])), 3, true);
