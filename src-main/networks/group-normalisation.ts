/** @file Group normalisation (Wu and He 2018) without anything to learn, at any picture size. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';
import { standardiseBy } from './normalisation.ts';

/**
 * Each group of neighbouring channels of each picture to mean 0 and variance 1. Groups are averaged by a product with a
 * matrix instead of a reshape, so that a traced graph keeps no size.
 */
export function standardiseGroups(x: tf.Tensor4D, groups: number): tf.Tensor4D {
  const channels = x.shape[3];
  if (channels % groups !== 0) throw new Error(`expected channels in ${groups} groups, got ${channels}`);
  return standardiseBy(x, (y) => groupMean(y, groups));
}

/** batch x 1 x 1 x channels, alike within each group. */
function groupMean(x: tf.Tensor4D, groups: number): tf.Tensor4D {
  const [batch, , , channels] = x.shape;
  const means = tf.matMul(tf.mean(x, [1, 2]) as tf.Tensor2D, sharingMatrix(channels, channels / groups));
  return tf.reshape(means, [batch, 1, 1, channels]);
}

function sharingMatrix(channels: number, groupSize: number): tf.Tensor2D {
  const groupOf = (channel: number) => Math.floor(channel / groupSize);
  const values = Float32Array.from({ length: channels * channels }, (_, index) =>
    groupOf(Math.floor(index / channels)) === groupOf(index % channels) ? 1 / groupSize : 0,
  );
  return tf.tensor2d(values, [channels, channels]);
}
