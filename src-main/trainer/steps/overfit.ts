/** @file Runs steps eagerly on fixed inputs; for tests. */
import * as tf from '@tensorflow/tfjs';
import { seedRandom } from '../random.ts';
import type { StateValues, Tensors } from '../trainee.ts';
import type { TrainingStep } from './step.ts';

export type EagerState = Record<string, tf.Tensor>;

function asTensors(values: StateValues): EagerState {
  return Object.fromEntries(Object.entries(values).map(([name, { shape, values: numbers }]) => [name, tf.tensor(numbers, [...shape])]));
}

export function eagerState(steps: readonly TrainingStep[], seed = 1): EagerState {
  const random = seedRandom(seed);
  return asTensors(Object.assign({}, ...steps.map((step) => step.initialState(random))) as StateValues);
}

/** Runs a step, keeps what it changed in `state`, and returns its metrics as numbers and its outputs. */
export function runStep(step: TrainingStep, state: EagerState, batch: Tensors, learningRate: number): { metrics: Record<string, number>; outputs: Tensors } {
  const result = tf.tidy(() => {
    const { state: changed, metrics, outputs } = step.run(state, batch, tf.scalar(learningRate));
    return { changed, metrics, outputs };
  });
  for (const [name, tensor] of Object.entries(result.changed)) {
    state[name]?.dispose();
    state[name] = tensor;
  }
  return { metrics: Object.fromEntries(Object.entries(result.metrics).map(([name, value]) => [name, value.dataSync()[0]!])), outputs: result.outputs };
}

/** Numbers for the inputs of chance, others for each seed. */
export function chanceFor(step: TrainingStep, seed: number): Tensors {
  const random = seedRandom(seed);
  const uniform = Object.entries(step.inputs).filter(([, { content }]) => content === 'uniform');
  return Object.fromEntries(uniform.map(([name, { shape }]) => [name, tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, random.uniform), [...shape])]));
}
