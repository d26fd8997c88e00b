/** @file Gradients of a loss by named tensors. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../networks/parameters.ts';

export type Objective = {
  readonly loss: tf.Scalar;
  /** Values met on the way, such as the parts of the loss and the generated pictures: given back, not derived. */
  readonly metrics: Readonly<Record<string, tf.Scalar>>;
  readonly outputs: Readonly<Record<string, tf.Tensor>>;
};

type Differentiated<G extends string> = Objective & { readonly gradients: Readonly<Record<G, Parameters>> };

/** Gradients by the parameters of one or more networks. The objective must depend on every one of them. */
export function differentiate<G extends string>(networks: Readonly<Record<G, Parameters>>, objective: () => Objective): Differentiated<G> {
  const places = (Object.entries(networks) as [G, Parameters][]).flatMap(([network, parameters]) => Object.keys(parameters).map((name) => ({ network, name })));
  let kept: Pick<Objective, 'metrics' | 'outputs'> = { metrics: {}, outputs: {} };
  const { value, grads } = tf.valueAndGrads(() => {
    const { loss, metrics, outputs } = objective();
    kept = { metrics: mapRecord(metrics, keep), outputs: mapRecord(outputs, keep) };
    return loss;
  })(places.map(({ network, name }) => networks[network][name]!));
  const found = places.map(({ network, name }, index) => ({ network, named: [name, grads[index]!] as const }));
  const of = (network: string) => Object.fromEntries(found.filter((gradient) => gradient.network === network).map(({ named }) => named));
  const gradients = Object.fromEntries(Object.keys(networks).map((network) => [network, of(network)])) as Record<G, Parameters>;
  return { loss: value as tf.Scalar, metrics: mapRecord(kept.metrics, release), outputs: mapRecord(kept.outputs, release), gradients };
}

const mapRecord = <T extends tf.Tensor>(record: Readonly<Record<string, T>>, change: (tensor: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, tensor]) => [name, change(tensor)]));

const keep = <T extends tf.Tensor>(tensor: T): T => tf.keep(tensor.clone());

/** A kept tensor outlives every scope; a copy, which shares its data, lives as long as the caller's. */
function release<T extends tf.Tensor>(kept: T): T {
  const copy = kept.clone();
  kept.dispose();
  return copy;
}
