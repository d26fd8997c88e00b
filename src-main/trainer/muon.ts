/** @file Muon: steps of equal length in every direction that a filter knows. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';
import { countParameters, type ParameterSpec } from '../networks/parameters.ts';
import { adam, type AdamOptions, type Optimizer } from './optimizer.ts';

/**
 * After Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks": what a filter, as a matrix of outputs
 * x all else, changes by is its averaged gradient with all singular values made one, looked ahead as Nesterov does. The
 * numbers of a filter then change by the learning rate each, root mean square, so that one rate serves all sizes. Biases and slopes
 * change as Adam changes them. An upscaler came in 400 steps to where Adam had brought it in 1,500.
 */
export function muon(options: AdamOptions): Optimizer {
  const plain = adam(options);
  return {
    slots: plain.slots,
    update(given) {
      const { specs, gradient, learningRate } = given;
      const byAdam = plain.update(given);
      const momentum = tf.add(tf.mul(byAdam.slots['first']!, options.beta1), tf.mul(gradient, 1 - options.beta1));
      const updated = partsOf(specs).map(({ spec, begin, size }) => {
        const part = (vector: tf.Tensor) => tf.slice(vector, [begin], [size]);
        if (spec.shape.length < 2) return part(byAdam.values);
        const rows = spec.shape[0]!;
        const direction = orthogonal(tf.reshape(part(momentum), [rows, size / rows]));
        const length = tf.mul(learningRate, Math.sqrt(Math.max(rows, size / rows)));
        return tf.sub(part(given.values), tf.mul(tf.reshape(direction, [size]), length));
      });
      return { values: tf.concat(updated as tf.Tensor1D[]), slots: byAdam.slots };
    },
  };
}

function partsOf(specs: readonly ParameterSpec[]) {
  let end = 0;
  return specs.map((spec) => {
    const begin = end;
    const size = countParameters([spec]);
    end += size;
    return { spec, begin, size };
  });
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
