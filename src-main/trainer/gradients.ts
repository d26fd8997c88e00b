/** @file Gradients of a loss by named tensors. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../networks/parameters.ts';

/** `others` are values met on the way, such as the parts of the loss: they are given back, not derived. */
export type Objective<K extends string> = { readonly loss: tf.Scalar; readonly others: Readonly<Record<K, tf.Tensor>> };
type Differentiated<K extends string> = Objective<K> & { readonly gradients: Parameters };

/** The objective must depend on every one of the parameters. */
export function differentiate<K extends string>(parameters: Parameters, objective: () => Objective<K>): Differentiated<K> {
  const names = Object.keys(parameters);
  let kept: [string, tf.Tensor][] = [];
  const { value, grads } = tf.valueAndGrads(() => {
    const { loss, others } = objective();
    kept = Object.entries<tf.Tensor>(others).map(([name, tensor]) => [name, tf.keep(tensor.clone())]);
    return loss;
  })(names.map((name) => parameters[name]!));
  const others = Object.fromEntries(kept.map(([name, tensor]) => [name, released(tensor)])) as Record<K, tf.Tensor>;
  return { loss: value as tf.Scalar, others, gradients: Object.fromEntries(names.map((name, index) => [name, grads[index]!])) };
}

/** A kept tensor outlives every scope; a copy, which shares its data, lives as long as the caller's. */
function released(kept: tf.Tensor): tf.Tensor {
  const copy = kept.clone();
  kept.dispose();
  return copy;
}
