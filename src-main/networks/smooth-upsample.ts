/** @file Doubles features by linear interpolation, with the gradient that TensorFlow.js's CPU kernel gets wrong. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';

/** Pixel centres stay where they are in the picture; borders repeat. */
export function doubleSmoothly(x: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = x.shape;
  const doubled = tf.customGrad((input) => ({
    value: tf.image.resizeBilinear(input as tf.Tensor4D, [2 * height, 2 * width], false, true),
    gradFunc: (gradient) => {
      const planes = tf.transpose(gradient, [0, 3, 1, 2]);
      const folded = tf.matMul(tf.matMul(doublingMatrix(height), planes, true), doublingMatrix(width));
      return tf.transpose(folded, [0, 2, 3, 1]);
    },
  }));
  return doubled(x) as tf.Tensor4D;
}

/** 2 size x size: what each doubled element takes from the elements. */
function doublingMatrix(size: number): tf.Tensor2D {
  const values = new Float32Array(2 * size * size);
  for (let row = 0; row < 2 * size; row++) {
    const near = Math.floor(row / 2);
    const far = Math.min(Math.max(row % 2 === 0 ? near - 1 : near + 1, 0), size - 1);
    values[row * size + near]! += 0.75;
    values[row * size + far]! += 0.25;
  }
  return tf.tensor2d(values, [2 * size, size]);
}
