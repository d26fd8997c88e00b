/**
 * @file What a network has to learn: tensors by name, and the one flat vector in which they are stored, averaged and
 * optimised. Pure TensorFlow.js; the trainer and the exporter use it.
 *
 * [Note: Flat parameters] An optimizer step on a hundred tensors is over a thousand small kernels, on one vector it is
 * a dozen. So the state of a network is one vector, and `unpackParameters` cuts it into named tensors at the beginning
 * of a step. Gradients are taken by the named tensors and joined again: by the vector, each cut would give a gradient
 * as long as the vector.
 *
 * Filters are declared as ONNX and PyTorch store them: output x input x height x width. See `convolution.ts`.
 */
import * as tf from '@tensorflow/tfjs';

export type Parameters = Readonly<Record<string, tf.Tensor>>;

export type Initialiser = { readonly kind: 'constant'; readonly value: number } | { readonly kind: 'normal'; readonly deviation: number };

export type ParameterSpec = { readonly name: string; readonly shape: readonly number[]; readonly init: Initialiser };

export const constant = (value: number): Initialiser => ({ kind: 'constant', value });
export const normal = (deviation: number): Initialiser => ({ kind: 'normal', deviation });

const sizeOf = ({ shape }: ParameterSpec): number => shape.reduce((product, side) => product * side, 1);

export function countParameters(specs: readonly ParameterSpec[]): number {
  return specs.reduce((sum, spec) => sum + sizeOf(spec), 0);
}

/** Starting values as the flat vector; `drawNormal` gives numbers of mean 0 and variance 1. */
export function initialParameters(specs: readonly ParameterSpec[], drawNormal: () => number): Float32Array {
  const values = new Float32Array(countParameters(specs));
  let offset = 0;
  for (const spec of specs) {
    const { init } = spec;
    const end = offset + sizeOf(spec);
    if (init.kind === 'constant') values.fill(init.value, offset, end);
    else for (let index = offset; index < end; index++) values[index] = init.deviation * drawNormal();
    offset = end;
  }
  return values;
}

export function unpackParameters(specs: readonly ParameterSpec[], vector: tf.Tensor): Parameters {
  const parameters: Record<string, tf.Tensor> = {};
  let offset = 0;
  for (const spec of specs) {
    if (spec.name in parameters) throw new Error(`expected parameter names that differ, got ${spec.name} twice`);
    parameters[spec.name] = tf.reshape(tf.slice(vector, [offset], [sizeOf(spec)]), [...spec.shape]);
    offset += sizeOf(spec);
  }
  return parameters;
}

export function packParameters(specs: readonly ParameterSpec[], parameters: Parameters): tf.Tensor1D {
  return tf.concat(specs.map((spec) => tf.reshape(parameter(parameters, spec.name), [-1]) as tf.Tensor1D));
}

export function parameter<T extends tf.Tensor = tf.Tensor>(parameters: Parameters, name: string): T {
  const found = parameters[name];
  if (!found) throw new Error(`expected a parameter named ${name}, got ${Object.keys(parameters).join(', ') || 'none'}`);
  return found as T;
}
