/** @file Distances between a picture and what it should be, as means over all elements. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';

export function l1(a: tf.Tensor, b: tf.Tensor): tf.Scalar {
  return tf.mean(tf.abs(tf.sub(a, b)));
}

/**
 * The mean over pictures of the logarithm of L1. Each picture's gradient is that of its L1 divided by it, so that what is
 * easy counts as much as what is hard, as it does in a mean of PSNR, which is logarithmic too.
 */
export function logL1(a: tf.Tensor4D, b: tf.Tensor4D, epsilon = 1e-4): tf.Scalar {
  return tf.mean(tf.log(tf.add(tf.mean(tf.abs(tf.sub(a, b)), [1, 2, 3]), epsilon)));
}

/** A smooth L1: sqrt(d^2 + epsilon^2) (Charbonnier et al. 1994; Lai et al. 2017). */
export function charbonnier(a: tf.Tensor, b: tf.Tensor, epsilon = 1e-3): tf.Scalar {
  return tf.mean(tf.sqrt(tf.add(tf.square(tf.sub(a, b)), epsilon * epsilon)));
}

/** L1 over the elements that the mask (1 inside, 0 outside, batch x height x width x 1) selects; 0 for an empty mask. */
export function maskedL1(a: tf.Tensor4D, b: tf.Tensor4D, mask: tf.Tensor4D): tf.Scalar {
  const channels = a.shape[3];
  const total = tf.sum(tf.mul(tf.abs(tf.sub(a, b)), mask));
  return tf.div(total, tf.maximum(tf.mul(tf.sum(mask), channels), 1));
}

/** Anisotropic total variation: the mean absolute difference of neighbours, both directions added (Rudin et al. 1992). */
export function totalVariation(x: tf.Tensor4D): tf.Scalar {
  const [batch, height, width, channels] = x.shape;
  const down = l1(tf.slice(x, [0, 1, 0, 0], [batch, height - 1, width, channels]), tf.slice(x, [0, 0, 0, 0], [batch, height - 1, width, channels]));
  const across = l1(tf.slice(x, [0, 0, 1, 0], [batch, height, width - 1, channels]), tf.slice(x, [0, 0, 0, 0], [batch, height, width - 1, channels]));
  return tf.add(down, across);
}
