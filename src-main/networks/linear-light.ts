/** @file Between stored values and light: a power of 2.2 that stays steep enough to learn by at black. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';

const exponent = 2.2;
/** Added before the power, so that black still has something to be multiplied. */
const pedestal = 1e-3;
/** Added before the root, whose slope at 0 is infinite. */
const floor = 1e-6;

/** Stored values in [0, 1] as light. */
export const toLinear = (x: tf.Tensor4D): tf.Tensor4D => tf.pow(tf.add(x, pedestal), exponent);

/** Light, not negative, as stored values. */
export const fromLinear = (light: tf.Tensor4D): tf.Tensor4D => tf.pow(tf.add(light, floor), 1 / exponent);
