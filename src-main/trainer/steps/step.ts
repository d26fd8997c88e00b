/**
 * @file What a training step is to the process that runs it: named tensors in, named tensors out, all shapes known.
 * A step is traced once per configuration and then run, or run eagerly by a TensorFlow.js backend. Pure TensorFlow.js.
 */
import type * as tf from '@tensorflow/tfjs';
import type { Random } from '../random.ts';
import type { StateValues, Tensors } from '../trainee.ts';

export type StepInput = {
  readonly shape: readonly number[];
  /** 'uniform': random numbers in [0, 1), fresh for each step, so that the graph itself is deterministic. */
  readonly content: 'picture' | 'mask' | 'uniform';
};

export type StepResult = {
  /** What changed of the state. */
  readonly state: Tensors;
  /** Scalars for the log. */
  readonly metrics: Readonly<Record<string, tf.Scalar>>;
  /** Pictures for other steps and for previews. */
  readonly outputs: Tensors;
};

export type TrainingStep = {
  /** The part of the state that this step changes. */
  readonly initialState: (random: Random) => StateValues;
  /** The part that it only reads, which other steps change: name and shape. */
  readonly reads: Readonly<Record<string, readonly number[]>>;
  readonly inputs: Readonly<Record<string, StepInput>>;
  run(state: Tensors, batch: Tensors, learningRate: tf.Scalar): StepResult;
};
