/**
 * @file A convolution whose result a style changes: normalised by groups of channels (Wu and He 2018), then scaled and
 * shifted channel by channel by numbers that a dense layer makes of the style (FiLM, Perez et al. 2018). Pure TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';
import { convolution } from './convolution.ts';
import { declared, declaredSpecs, type Layer } from './layer.ts';
import { standardiseGroups } from './group-normalisation.ts';
import { constant, normal, parameter, type Parameters } from './parameters.ts';
import { reflectPad } from './reflect-pad.ts';

export type StyledBlock = Omit<Layer, 'apply'> & {
  /** `style` is batch x its size. */
  apply(parameters: Parameters, x: tf.Tensor4D, style: tf.Tensor2D): tf.Tensor4D;
};

export type StyledOptions = { readonly from: number; readonly to: number; readonly style: number; readonly stride?: 1 | 2; readonly normalised?: boolean };

const groups = 4;

/** 3 x 3, mirrored at the borders; with stride 2 it halves even sides. */
export function styledBlock(name: string, { from, to, style: styleSize, stride = 1, normalised = true }: StyledOptions): StyledBlock {
  const convolve = convolution(`${name}.convolution`, { side: 3, from, to, stride, pad: 0 });
  const [weights, bias] = [`${name}.style.weights`, `${name}.style.bias`];
  const film = declaredSpecs([
    { name: weights, shape: [styleSize, 2 * to], init: normal(0.02) },
    { name: bias, shape: [2 * to], init: constant(0) },
  ]);
  return {
    ...declared(convolve, film),
    apply(parameters, x, style) {
      const features = convolve.apply(parameters, reflectPad(x, 1));
      const changes = tf.add(tf.matMul(style, parameter<tf.Tensor2D>(parameters, weights)), parameter(parameters, bias));
      const [scale, shift] = tf.split(tf.reshape(changes, [-1, 1, 1, 2 * to]), 2, 3) as [tf.Tensor4D, tf.Tensor4D];
      const standard = normalised ? standardiseGroups(features, groups) : features;
      return tf.leakyRelu(tf.add(tf.mul(standard, tf.add(scale, 1)), shift), 0.2);
    },
  };
}
