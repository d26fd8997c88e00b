/** @file Activations as layers. */
import * as tf from '@tensorflow/tfjs';
import { declaredSpecs, fixed, type Layer } from './layer.ts';
import { constant, parameter } from './parameters.ts';

export const relu: Layer = fixed((x) => tf.relu(x));
export const leakyRelu = (slope: number): Layer => fixed((x) => tf.leakyRelu(x, slope));
export const tanh: Layer = fixed((x) => tf.tanh(x));

/** A leaky ReLU whose slope is learnt for each channel (He et al. 2015). */
export function prelu(name: string, channels: number): Layer {
  return {
    ...declaredSpecs([{ name, shape: [channels], init: constant(0.25) }]),
    apply: (parameters, x) => tf.prelu(x, parameter(parameters, name)),
  };
}
