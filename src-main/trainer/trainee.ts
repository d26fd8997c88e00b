/**
 * @file A network in training. Its state is flat vectors under its name: `name` the values, `name.first` and so on the
 * optimizer's slots, `name.average` the averaged values, `name.count` the number of updates. Pure TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';
import type { Layer } from '../networks/layer.ts';
import { countParameters, initialParameters, packParameters, type Parameters, unpackParameters } from '../networks/parameters.ts';
import { average, clipByNorm, type Optimizer } from './optimizer.ts';
import type { Random } from './random.ts';

export type Tensors = Readonly<Record<string, tf.Tensor>>;
export type TensorValues = { readonly shape: readonly number[]; readonly values: Float32Array };
export type StateValues = Readonly<Record<string, TensorValues>>;

export type Trainee = {
  readonly name: string;
  readonly network: Pick<Layer, 'specs'>;
  readonly optimizer: Optimizer;
  /** Longest gradient, by Euclidean norm over all parameters. */
  readonly clip: number;
  /** Decay of the averaged weights; absent where nobody uses them. */
  readonly averageDecay?: number;
};

export function traineeState({ name, network, optimizer, averageDecay }: Trainee, random: Random): StateValues {
  const values = initialParameters(network.specs, () => random.normal());
  const vector = (numbers: Float32Array): TensorValues => ({ shape: [numbers.length], values: numbers });
  const length = countParameters(network.specs);
  const slots = optimizer.slots.map((slot) => [`${name}.${slot}`, vector(new Float32Array(length))]);
  return {
    [name]: vector(values),
    ...Object.fromEntries(slots),
    ...(averageDecay === undefined ? {} : { [`${name}.average`]: vector(values.slice()) }),
    [`${name}.count`]: { shape: [], values: new Float32Array(1) },
  };
}

export function parametersOf({ name, network }: Pick<Trainee, 'name' | 'network'>, state: Tensors): Parameters {
  return unpackParameters(network.specs, tensor(state, name));
}

/** One update; `state` of the result holds what changed. */
export function updateTrainee(trainee: Trainee, state: Tensors, gradients: Parameters, learningRate: tf.Scalar): { state: Tensors; gradientNorm: tf.Scalar } {
  const { name, network, optimizer, clip, averageDecay } = trainee;
  const count = tf.add(tensor(state, `${name}.count`), 1) as tf.Scalar;
  const { gradient, norm } = clipByNorm(packParameters(network.specs, gradients), clip);
  const slots = Object.fromEntries(optimizer.slots.map((slot) => [slot, tensor(state, `${name}.${slot}`)]));
  const updated = optimizer.update({ values: tensor(state, name), gradient, slots, count, learningRate });
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

function tensor(state: Tensors, name: string): tf.Tensor {
  const found = state[name];
  if (!found) throw new Error(`expected a state tensor named ${name}, got ${Object.keys(state).join(', ') || 'none'}`);
  return found;
}
