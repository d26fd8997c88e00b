/**
 * @file PatchNCE (Park et al. 2020, "Contrastive Learning for Unpaired Image-to-Image Translation"): a patch of the
 * translation should be told from its features to come from the same place of the source, among others of the same
 * picture. Pure TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';

const temperature = 0.07;

/**
 * Patches at chance places: `chance` is uniform in [0, 1), one number a patch. Features are batch x height x width x
 * channels, the result batch x patches x channels. The product with a matrix of zeros and ones has a gradient that every
 * provider knows.
 */
export function samplePatches(features: tf.Tensor4D, chance: tf.Tensor1D): tf.Tensor3D {
  const [batch, height, width, channels] = features.shape;
  const places = tf.reshape(tf.floor(tf.mul(chance, height * width)), [chance.size, 1]);
  const chosen = tf.cast(tf.equal(places, tf.reshape(tf.range(0, height * width), [1, height * width])), 'float32');
  const rows = tf.tile(tf.reshape(chosen, [1, chance.size, height * width]), [batch, 1, 1]);
  return tf.matMul(rows, tf.reshape(features, [batch, height * width, channels])) as tf.Tensor3D;
}

/** Cross-entropy of finding each query's own key; both batch x patches x size, rows of length 1. */
export function patchNce(queries: tf.Tensor3D, keys: tf.Tensor3D): tf.Scalar {
  const similarities = tf.mul(tf.matMul(queries, keys, false, true), 1 / temperature);
  const own = tf.mul(tf.sum(tf.mul(queries, keys), 2), 1 / temperature);
  // No similarity is above 1, so this never overflows.
  const largest = 1 / temperature;
  const total = tf.add(tf.log(tf.sum(tf.exp(tf.sub(similarities, largest)), 2)), largest);
  return tf.mean(tf.sub(total, own));
}
