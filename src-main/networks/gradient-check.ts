/** @file Checks gradients by finite differences; for tests. */
import * as tf from '@tensorflow/tfjs';

/** Numbers in [-1, 1) that differ from each other and look random, the same for the same seed. */
export function scattered(shape: readonly number[], seed = 1): tf.Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  const values = Float32Array.from({ length: size }, (_, index) => {
    const wave = Math.sin((index + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return 2 * (wave - Math.floor(wave)) - 1;
  });
  return tf.tensor(values, [...shape]);
}

/**
 * How far the gradient of `f` by its inputs is from the slope that finite differences show along scattered directions,
 * relative to that slope. Outputs are summed with scattered weights.
 */
export function gradientError(f: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[], step = 1e-2): number {
  const weighted = (...values: tf.Tensor[]): tf.Scalar => {
    const output = f(...values);
    return tf.sum(tf.mul(output, scattered(output.shape, 5)));
  };
  const gradients = tf.grads(weighted)(inputs);
  const errors = inputs.map((input, index) => {
    const direction = scattered(input.shape, 7 + index);
    const moved = (by: number) => weighted(...inputs.map((value, other) => (other === index ? tf.add(value, tf.mul(direction, by)) : value))).dataSync()[0]!;
    const slope = (moved(step) - moved(-step)) / (2 * step);
    const predicted = tf.sum(tf.mul(gradients[index]!, direction)).dataSync()[0]!;
    return Math.abs(predicted - slope) / Math.max(Math.abs(slope), 1e-3);
  });
  return Math.max(...errors);
}
