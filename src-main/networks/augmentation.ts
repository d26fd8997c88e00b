/**
 * @file Differentiable augmentation (Zhao et al. 2020): what a discriminator sees, real and generated, is changed by
 * chance, so that a small folder is not learnt by heart. Chance comes in as uniform numbers. Pure TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';

/** Uniform numbers that `augment` takes for each picture. */
export const augmentationNoise = 7;

/** Pictures in [-1, 1], batch x height x width x channels; `noise` is batch x `augmentationNoise`. */
export function augment(x: tf.Tensor4D, noise: tf.Tensor2D): tf.Tensor4D {
  const columns = tf.split(noise, augmentationNoise, 1).map((column) => tf.reshape(column, [x.shape[0], 1, 1, 1]));
  const [brightness, saturation, contrast, down, across, cutRow, cutColumn] = columns as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const coloured = changeContrast(changeSaturation(tf.add(x, tf.sub(brightness, 0.5)), saturation), contrast);
  return cutOut(translate(coloured, down, across), cutRow, cutColumn);
}

/** Distance from grey times 0 to 2. */
function changeSaturation(x: tf.Tensor, chance: tf.Tensor): tf.Tensor {
  const grey = tf.mean(x, 3, true);
  return tf.add(tf.mul(tf.sub(x, grey), tf.mul(chance, 2)), grey);
}

/** Distance from the mean times 0.5 to 1.5. */
function changeContrast(x: tf.Tensor, chance: tf.Tensor): tf.Tensor {
  const mean = tf.mean(x, [1, 2, 3], true);
  return tf.add(tf.mul(tf.sub(x, mean), tf.add(chance, 0.5)), mean);
}

/** Moves by up to an eighth of the sides; black comes in. A product with a shifted identity along each axis. */
function translate(x: tf.Tensor, down: tf.Tensor, across: tf.Tensor): tf.Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const rows = tf.matMul(shiftMatrix(height, down), tf.reshape(x, [batch, height, width * channels]));
  const columns = tf.transpose(tf.reshape(rows, [batch, height, width, channels]), [0, 2, 1, 3]);
  const moved = tf.matMul(shiftMatrix(width, across), tf.reshape(columns, [batch, width, height * channels]));
  return tf.transpose(tf.reshape(moved, [batch, width, height, channels]), [0, 2, 1, 3]);
}

/** batch x size x size, ones where the row is the column plus the shift. */
function shiftMatrix(size: number, chance: tf.Tensor): tf.Tensor3D {
  const reach = Math.floor(size / 8);
  const shift = tf.sub(tf.floor(tf.mul(chance, 2 * reach + 1)), reach);
  const offsets = tf.sub(tf.reshape(tf.range(0, size), [1, size, 1]), tf.reshape(tf.range(0, size), [1, 1, size]));
  const misses = tf.abs(tf.sub(offsets, tf.reshape(shift, [-1, 1, 1])));
  return tf.relu(tf.sub(1, misses));
}

/** Half the height and width becomes 0 around a point. */
function cutOut(x: tf.Tensor, row: tf.Tensor, column: tf.Tensor): tf.Tensor4D {
  const [, height, width] = x.shape as [number, number, number, number];
  const hole = tf.mul(band(height, row, [1, height, 1, 1]), band(width, column, [1, 1, width, 1]));
  return tf.mul(x, tf.sub(1, hole)) as tf.Tensor4D;
}

/** Ones along an axis within a quarter of its length from a point on it. */
function band(size: number, chance: tf.Tensor, shape: number[]): tf.Tensor {
  const centre = tf.floor(tf.mul(chance, size));
  const distance = tf.abs(tf.sub(tf.reshape(tf.range(0, size), shape), centre));
  return tf.step(tf.sub(size / 4, distance));
}
