/** @file Muon: steps of equal length in every direction that a filter knows. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';
import { packParameters, parameter, type Parameters, unpackParameters } from '../networks/parameters.ts';
import { adam, type AdamOptions, blend, type Optimizer } from './optimizer.ts';

export type MuonOptions = AdamOptions & {
  /**
   * What filters lose at each step, times the learning rate, as a share of themselves (Loshchilov and Hutter 2019, "Decoupled
   * weight decay"; with Muon, Liu et al. 2025). Without it they grow, since every step is of full length, and steps of one length count ever less.
   */
  readonly decay?: number;
};

/**
 * After Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks": what a filter, as a matrix of outputs
 * x all else, changes by is its averaged gradient with all singular values made one, looked ahead as Nesterov does. The
 * numbers of a filter then change by the learning rate each, root mean square, so that one rate serves all sizes. Biases and slopes
 * change as Adam changes them. An upscaler came in 400 steps to where Adam had brought it in 1,500.
 */
export function muon({ decay = 0, ...averages }: MuonOptions): Optimizer {
  const plain = adam(averages);
  return {
    slots: plain.slots,
    update(given) {
      const { specs, gradient, learningRate } = given;
      const { values, slots } = plain.update(given);
      const momentum = unpackParameters(specs, blend(slots['first']!, gradient, averages.beta1));
      const [before, byAdam] = [unpackParameters(specs, given.values), unpackParameters(specs, values)];
      const after = (name: string, shape: readonly number[]): tf.Tensor => {
        const averaged = parameter(momentum, name);
        const rows = shape[0]!;
        const columns = averaged.size / rows;
        const direction = tf.reshape(orthogonal(tf.reshape(averaged, [rows, columns])), [...shape]);
        const kept = tf.mul(parameter(before, name), tf.sub(1, tf.mul(learningRate, decay)));
        return tf.sub(kept, tf.mul(direction, tf.mul(learningRate, Math.sqrt(Math.max(rows, columns)))));
      };
      const updated = specs.map(({ name, shape }) => [name, shape.length < 2 ? parameter(byAdam, name) : after(name, shape)]);
      return { values: packParameters(specs, Object.fromEntries(updated) as Parameters), slots };
    },
  };
}

/** Of a x X + b (X X') X + c (X X')² X, which brings singular values from 0.01 to 1 near to 1 in five rounds (Jordan et al.). */
const [a, b, c] = [3.4445, -4.775, 2.0315];
const rounds = 5;

/** The nearest matrix with singular values of one, but for 0.7 to 1.2, by Newton and Schulz's iteration. */
export function orthogonal(matrix: tf.Tensor2D): tf.Tensor2D {
  const [rows, columns] = matrix.shape;
  if (rows > columns) return tf.transpose(orthogonal(tf.transpose(matrix)));
  let x: tf.Tensor2D = tf.div(matrix, tf.add(tf.norm(matrix), 1e-12));
  for (let round = 0; round < rounds; round += 1) {
    const square = tf.matMul(x, x, false, true);
    const weight = tf.add<tf.Tensor2D>(tf.mul(square, b), tf.mul(tf.matMul(square, square), c));
    x = tf.add(tf.mul(x, a), tf.matMul(weight, x));
  }
  return x;
}
