/**
 * @file Reflection padding with its true gradient: TensorFlow.js's own (4.22) forgets what the reflected pixels add. The
 * adjoint folds each axis by a product with a small matrix of zeros and ones, one node an axis on every provider.
 */
import * as tf from '@tensorflow/tfjs';

/** Adds `pad` mirrored pixels on every side, the border pixels not repeated; `pad` must be below height and width. */
export function reflectPad(x: tf.Tensor4D, pad: number): tf.Tensor4D {
  const [, height, width] = x.shape;
  if (pad >= Math.min(height, width)) throw new Error(`expected a picture larger than its padding of ${pad}, got ${width} x ${height}`);
  const padded = tf.customGrad((input) => ({
    value: tf.mirrorPad(input as tf.Tensor4D, [[0, 0], [pad, pad], [pad, pad], [0, 0]], 'reflect'),
    gradFunc: (gradient) => {
      const planes = tf.transpose(gradient, [0, 3, 1, 2]);
      const folded = tf.matMul(tf.matMul(foldMatrix(height, pad), planes), tf.transpose(foldMatrix(width, pad)));
      return tf.transpose(folded, [0, 2, 3, 1]);
    },
  }));
  return padded(x) as tf.Tensor4D;
}

/** size x (size + 2 pad); row i has ones where padding put copies of element i. */
function foldMatrix(size: number, pad: number): tf.Tensor2D {
  const padded = size + 2 * pad;
  const values = new Float32Array(size * padded);
  for (let column = 0; column < padded; column++) {
    const offset = Math.abs(column - pad);
    const source = offset < size ? offset : 2 * (size - 1) - offset;
    values[source * padded + column] = 1;
  }
  return tf.tensor2d(values, [size, padded]);
}
