/**
 * @file A network in training. Its state is flat vectors under its name: `name` the values, `name.first` and so on the
 * optimizer's slots, `name.average` the averaged values, `name.buffers` what the network carries over, `name.count` the
 * number of updates, `name.start` the values at its start, where it learns from them. Pure TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';
import type { Layer } from '../networks/layer.ts';
import { countParameters, initialParameters, packParameters, type Parameters, type ParameterSpec, unpackParameters } from '../networks/parameters.ts';
import { average, clipByNorm, type Optimizer } from './optimizer.ts';
import type { Random } from './random.ts';

export type Tensors = Readonly<Record<string, tf.Tensor>>;
export type TensorValues = { readonly shape: readonly number[]; readonly values: Float32Array };
export type StateValues = Readonly<Record<string, TensorValues>>;

export type Declared = Pick<Layer, 'specs' | 'buffers' | 'advance'>;

export type Trainee = {
  readonly name: string;
  readonly network: Declared;
  readonly optimizer: Optimizer;
  /** Longest gradient, by Euclidean norm over all parameters. */
  readonly clip: number;
  /** Decay of the averaged weights; absent where nobody uses them. */
  readonly averageDecay?: number;
};

const vector = (values: Float32Array): TensorValues => ({ shape: [values.length], values });

export function initialState({ name, network, optimizer, averageDecay }: Trainee, random: Random): StateValues {
  const draw = (specs: readonly ParameterSpec[]) => initialParameters(specs, () => random.normal());
  const values = draw(network.specs);
  const slots = optimizer.slots.map((slot) => [`${name}.${slot}`, vector(new Float32Array(values.length))]);
  return {
    [name]: vector(values),
    ...Object.fromEntries(slots),
    ...(averageDecay === undefined ? {} : { [`${name}.average`]: vector(values.slice()) }),
    ...(network.buffers.length === 0 ? {} : { [`${name}.buffers`]: vector(draw(network.buffers)) }),
    [`${name}.count`]: { shape: [], values: new Float32Array(1) },
  };
}

/** Names and shapes of what a step reads of a network that another step trains. */
export function frozenShapes({ name, network }: Pick<Trainee, 'name' | 'network'>): Record<string, readonly number[]> {
  const shapes = { [name]: [countParameters(network.specs)] };
  return network.buffers.length === 0 ? shapes : { ...shapes, [`${name}.buffers`]: [countParameters(network.buffers)] };
}

export function parametersOf({ name, network }: Pick<Trainee, 'name' | 'network'>, state: Tensors): Parameters {
  return unpackParameters(network.specs, tensor(state, name));
}

export function buffersOf({ name, network }: Pick<Trainee, 'name' | 'network'>, state: Tensors): Parameters {
  return network.buffers.length === 0 ? {} : unpackParameters(network.buffers, tensor(state, `${name}.buffers`));
}

/** What a network needs to run and does not learn here: parameters and buffers. */
export function frozen(trainee: Pick<Trainee, 'name' | 'network'>, state: Tensors): Parameters {
  return { ...parametersOf(trainee, state), ...buffersOf(trainee, state) };
}

/** One update; `state` of the result holds what changed, but for the buffers. */
export function updateTrainee(trainee: Trainee, state: Tensors, gradients: Parameters, learningRate: tf.Scalar): { state: Tensors; gradientNorm: tf.Scalar } {
  const { name, network, optimizer, clip, averageDecay } = trainee;
  const count = tf.add(tensor(state, `${name}.count`), 1) as tf.Scalar;
  const { gradient, norm } = clipByNorm(packParameters(network.specs, gradients), clip);
  const slots = Object.fromEntries(optimizer.slots.map((slot) => [slot, tensor(state, `${name}.${slot}`)]));
  const updated = optimizer.update({ values: tensor(state, name), gradient, slots, count, learningRate, specs: network.specs });
  return {
    gradientNorm: norm,
    state: {
      [name]: updated.values,
      ...Object.fromEntries(Object.entries(updated.slots).map(([slot, values]) => [`${name}.${slot}`, values])),
      ...(averageDecay === undefined ? {} : { [`${name}.average`]: average(tensor(state, `${name}.average`), updated.values, averageDecay, count) }),
      [`${name}.count`]: count,
    },
  };
}

export function tensor<T extends tf.Tensor = tf.Tensor>(record: Tensors, name: string): T {
  const found = record[name];
  if (!found) throw new Error(`expected a tensor named ${name}, got ${Object.keys(record).join(', ') || 'none'}`);
  return found as T;
}
