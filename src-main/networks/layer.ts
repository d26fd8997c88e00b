/** @file A layer: the parameters it declares and what it does with them. Networks are layers made of layers. Pure. */
import type * as tf from '@tensorflow/tfjs';
import type { Parameters, ParameterSpec } from './parameters.ts';

/** Pictures and features are NHWC; all sizes are known when a graph is traced. */
export type Layer = {
  readonly specs: readonly ParameterSpec[];
  /** Named values that a step carries over without learning them; they come in beside the parameters. */
  readonly buffers: readonly ParameterSpec[];
  /** The buffers for the next pass in training, all of them. */
  advance(parameters: Parameters): Parameters;
  apply(parameters: Parameters, x: tf.Tensor4D): tf.Tensor4D;
};

type Part = Pick<Layer, 'specs' | 'buffers' | 'advance'>;

/** What a network declares that is made of these parts. */
export function declared(...parts: readonly Part[]): Part {
  return {
    specs: parts.flatMap((part) => part.specs),
    buffers: parts.flatMap((part) => part.buffers),
    advance: (parameters) => Object.assign({}, ...parts.map((part) => part.advance(parameters))) as Parameters,
  };
}

export const declaredSpecs = (specs: readonly ParameterSpec[]): Part => ({ specs, buffers: [], advance: () => ({}) });

export function sequence(...layers: readonly Layer[]): Layer {
  return { ...declared(...layers), apply: (parameters, x) => layers.reduce((value, layer) => layer.apply(parameters, value), x) };
}

/** A layer that has nothing to learn. */
export const fixed = (apply: (x: tf.Tensor4D) => tf.Tensor4D): Layer => ({ ...declaredSpecs([]), apply: (_parameters, x) => apply(x) });
