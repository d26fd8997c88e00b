/** @file A layer: the parameters it declares and what it does with them. Networks are layers made of layers. */
import type * as tf from '@tensorflow/tfjs';
import type { Parameters, ParameterSpec } from './parameters.ts';

/** Pictures and features are NHWC; all sizes are known when a graph is traced. */
export type Layer = {
  readonly specs: readonly ParameterSpec[];
  apply(parameters: Parameters, x: tf.Tensor4D): tf.Tensor4D;
};

export function sequence(...layers: readonly Layer[]): Layer {
  return {
    specs: layers.flatMap((layer) => layer.specs),
    apply: (parameters, x) => layers.reduce((value, layer) => layer.apply(parameters, value), x),
  };
}

/** A layer that has nothing to learn. */
export const fixed = (apply: (x: tf.Tensor4D) => tf.Tensor4D): Layer => ({ specs: [], apply: (_parameters, x) => apply(x) });
