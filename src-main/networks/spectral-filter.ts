/**
 * @file Filters divided by their largest singular value (Miyato et al. 2018), so that a discriminator cannot become
 * steep. The singular vectors are buffers; each training step improves them by one power iteration. Pure TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';
import { type Filter, type FilterSize, plainFilter } from './filter.ts';
import { normal, parameter, type Parameters } from './parameters.ts';

export function spectralFilter(name: string, size: FilterSize, deviation: number): Filter {
  const { side, from, to } = size;
  const plain = plainFilter(name, size, deviation);
  const [left, right] = [`${name}.left`, `${name}.right`];
  const matrix = (parameters: Parameters) => tf.reshape(parameter(parameters, name), [to, side * side * from]);
  return {
    specs: plain.specs,
    buffers: [
      { name: left, shape: [to, 1], init: normal(1) },
      { name: right, shape: [side * side * from, 1], init: normal(1) },
    ],
    advance(parameters) {
      const weights = matrix(parameters);
      const v = unit(tf.matMul(weights, parameter<tf.Tensor2D>(parameters, left), true));
      return { [left]: unit(tf.matMul(weights, v)), [right]: v };
    },
    evaluate(parameters) {
      const image = tf.matMul(matrix(parameters), parameter<tf.Tensor2D>(parameters, right));
      const largest = tf.sum(tf.mul(parameter(parameters, left), image));
      return tf.div(plain.evaluate(parameters), largest);
    },
  };
}

const unit = (vector: tf.Tensor): tf.Tensor2D => tf.div(vector, tf.add(tf.sqrt(tf.sum(tf.square(vector))), 1e-12));
