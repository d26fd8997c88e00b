/**
 * @file Pixel shuffle (Shi et al. 2016): groups of scale x scale channels become blocks of pixels. TensorFlow.js gives
 * `depthToSpace` no gradient; its adjoint is the inverse rearrangement, written as a convolution with filters of one 1,
 * which every provider runs as one node.
 */
import * as tf from '@tensorflow/tfjs';

/** Batch x height x width x (scale * scale * channels) to batch x (scale * height) x (scale * width) x channels. */
export function pixelShuffle(x: tf.Tensor4D, scale: number): tf.Tensor4D {
  const rearrange = tf.customGrad((input) => ({
    value: tf.depthToSpace(input as tf.Tensor4D, scale),
    gradFunc: (gradient) => pixelUnshuffle(gradient as tf.Tensor4D, scale),
  }));
  return rearrange(x) as tf.Tensor4D;
}

/** The inverse of `pixelShuffle`. */
function pixelUnshuffle(x: tf.Tensor4D, scale: number): tf.Tensor4D {
  const channels = x.shape[3];
  const filter = tf.reshape(tf.eye(scale * scale * channels), [scale, scale, channels, scale * scale * channels]) as tf.Tensor4D;
  return tf.conv2d(x, filter, scale, 'valid');
}
