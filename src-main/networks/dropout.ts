/** @file Dropout of whole channels (Tompson et al. 2015), its chance coming in as numbers, so that graphs stay deterministic. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';

/** `chance` is batch x channels, uniform in [0, 1): channels below `rate` become 0, the others grow so that the mean stays. */
export function dropChannels(x: tf.Tensor4D, chance: tf.Tensor2D, rate: number): tf.Tensor4D {
  const [batch, , , channels] = x.shape;
  const kept = tf.mul(tf.step(tf.sub(chance, rate)), 1 / (1 - rate));
  return tf.mul(x, tf.reshape(kept, [batch, 1, 1, channels]));
}
