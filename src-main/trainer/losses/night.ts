/** @file What a relit picture should keep, and where it should be dark. Pictures are in [0, 1], NHWC. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';
import { fromLinear } from '../../networks/linear-light.ts';
import { luma } from './luma.ts';

/** Sides of the windows over which light is compared, in pixels. */
const blurs = [4, 8, 24] as const;
/** How much more a place counts where the wanted light is full: lamps light little of a picture, and are what makes a night. */
const litWeight = 4;

/** Mean absolute difference of blurred pictures, more where the wanted one is lit, for the pictures of a batch that `counted` (batch, 1 or 0) names. */
export function lowPassDifference(a: tf.Tensor4D, wanted: tf.Tensor4D, counted: tf.Tensor1D): tf.Scalar {
  const differences = blurs.map((side) => {
    const light = blurred(wanted, side);
    return tf.mean(tf.mul(tf.abs(tf.sub(blurred(a, side), light)), tf.add(tf.mul(light, litWeight), 1)), [1, 2, 3]);
  });
  return tf.mean(tf.mul(tf.addN(differences), counted));
}

const blurred = (x: tf.Tensor4D, side: number): tf.Tensor4D => tf.avgPool(tf.avgPool(x, side, side / 2, 'valid'), 3, 1, 'valid');

const [window, windowStride] = [7, 2];

/**
 * 1 less the mean correlation of logarithmic luma in windows of 7 x 7: whether edges stayed where they were, at whatever
 * brightness. For the pictures of a batch that `counted` (batch, 1 or 0) names, where it is given.
 */
export function structureLoss(a: tf.Tensor4D, b: tf.Tensor4D, counted?: tf.Tensor1D): tf.Scalar {
  const [x, y] = [logLuma(a), logLuma(b)];
  const mean = (z: tf.Tensor) => tf.avgPool(z as tf.Tensor4D, window, windowStride, 'valid');
  const [meanX, meanY] = [mean(x), mean(y)];
  const variance = (z: tf.Tensor, of: tf.Tensor) => tf.relu(tf.sub(mean(tf.square(z)), tf.square(of)));
  const product = tf.mul(variance(x, meanX), variance(y, meanY));
  const covariance = tf.sub(mean(tf.mul(x, y)), tf.mul(meanX, meanY));
  // What hardly varies counts as alike.
  const least = 2e-3;
  const correlation = tf.div(tf.add(covariance, least), tf.add(tf.sqrt(tf.add(product, 1e-9)), least));
  if (!counted) return tf.sub(1, tf.mean(correlation));
  return tf.mean(tf.mul(tf.sub(1, tf.mean(correlation, [1, 2, 3])), counted));
}

const logLuma = (x: tf.Tensor4D): tf.Tensor4D => tf.log(tf.add(luma(x), 0.03));

/** A lamp in the sky is far worse than a sky that is too bright: where either costs little, every roof gets a halo. */
const shiningWeight = 3;

/** How much brighter than `ceiling` (batch) the sky is, and how much shines in it; `sky` is a mask of one channel. */
export function skyLoss(picture: tf.Tensor4D, emission: tf.Tensor4D, sky: tf.Tensor4D, ceiling: tf.Tensor1D): tf.Scalar {
  const above = tf.relu(tf.sub(tf.mean(picture, 3, true), tf.reshape(tf.add(ceiling, 0.03), [-1, 1, 1, 1])));
  const shining = tf.mean(fromLinear(emission), 3, true);
  return tf.mean(tf.mul(sky, tf.add(above, tf.mul(shining, shiningWeight))));
}

/** The mean of what shines, as seen: few bright lamps cost less than a haze. */
export const sparsity = (emission: tf.Tensor4D): tf.Scalar => tf.mean(fromLinear(emission));
