/**
 * @file A convolution whose taps stand apart (Yu and Koltun 2016), at stride 1 and constant size. TensorFlow.js has no
 * gradient for it; here both of them are convolutions again: by the picture with the turned filter, by the filter with
 * channels and batch changing places and the gradient as the filter.
 */
import * as tf from '@tensorflow/tfjs';

/** Batch x height x width x input, and an odd side x side x input x output filter; zeros outside. */
export function dilatedConvolution(x: tf.Tensor4D, filter: tf.Tensor4D, dilation: number): tf.Tensor4D {
  const pad = (dilation * (filter.shape[0] - 1)) / 2;
  const dilated = (input: tf.Tensor4D, taps: tf.Tensor4D) => tf.conv2d(input, taps, 1, pad, 'NHWC', dilation);
  const custom = tf.customGrad((input, taps, save) => {
    (save as tf.GradSaveFunc)([input as tf.Tensor, taps as tf.Tensor]);
    return {
      value: dilated(input as tf.Tensor4D, taps as tf.Tensor4D),
      gradFunc: (gradient: tf.Tensor, saved: tf.Tensor[]) => {
        const [picture, weights] = saved as [tf.Tensor4D, tf.Tensor4D];
        const turned = tf.transpose(tf.reverse(weights, [0, 1]), [0, 1, 3, 2]);
        return [dilated(gradient as tf.Tensor4D, turned), filterGradient(picture, gradient as tf.Tensor4D, dilation, pad)];
      },
    };
  });
  return custom(x, filter) as tf.Tensor4D;
}

function filterGradient(x: tf.Tensor4D, gradient: tf.Tensor4D, dilation: number, pad: number): tf.Tensor4D {
  const padded = tf.pad(x, [[0, 0], [pad, pad], [pad, pad], [0, 0]]);
  const byChannel = tf.conv2d(tf.transpose(padded, [3, 1, 2, 0]), tf.transpose(gradient, [1, 2, 0, 3]), dilation, 'valid');
  return tf.transpose(byChannel, [1, 2, 0, 3]);
}
