/**
 * @file Optimizers as pure functions on flat vectors (see the note in `networks/parameters.ts`), gradient clipping and
 * averaged weights. Step counts are tensors, so that a traced step needs nothing but its state.
 */
import * as tf from '@tensorflow/tfjs';
import type { ParameterSpec } from '../networks/parameters.ts';

type Vectors = Readonly<Record<string, tf.Tensor>>;

type Update = {
  readonly values: tf.Tensor;
  readonly gradient: tf.Tensor;
  readonly slots: Vectors;
  /** Number of this update, from 1. */
  readonly count: tf.Scalar;
  readonly learningRate: tf.Scalar;
  /** What the vectors hold, in order. */
  readonly specs: readonly ParameterSpec[];
};

export type Optimizer = {
  /** Vectors that it remembers from step to step: as long as the parameters, zero at first. */
  readonly slots: readonly string[];
  update(given: Update): { values: tf.Tensor; slots: Vectors };
};

export type AdamOptions = { readonly beta1: number; readonly beta2: number; readonly epsilon?: number };

/** Kingma and Ba 2015, with both averages corrected for their start at zero. */
export function adam({ beta1, beta2, epsilon = 1e-8 }: AdamOptions): Optimizer {
  return {
    slots: ['first', 'second'],
    update({ values, gradient, slots, count, learningRate }) {
      const first = blend(slots['first']!, gradient, beta1);
      const second = blend(slots['second']!, tf.square(gradient), beta2);
      const unbiased = tf.sqrt(tf.sub(1, tf.pow(beta2, count)));
      const rate = tf.div(tf.mul(learningRate, unbiased), tf.sub(1, tf.pow(beta1, count)));
      const direction = tf.div(first, tf.add(tf.sqrt(second), tf.mul(epsilon, unbiased)));
      return { values: tf.sub(values, tf.mul(rate, direction)), slots: { first, second } };
    },
  };
}

/** Stochastic gradient descent with momentum, as PyTorch has it: the rate applies to the velocity. */
export function sgd({ momentum }: { readonly momentum: number }): Optimizer {
  return {
    slots: ['velocity'],
    update({ values, gradient, slots, learningRate }) {
      const velocity = tf.add(tf.mul(slots['velocity']!, momentum), gradient);
      return { values: tf.sub(values, tf.mul(learningRate, velocity)), slots: { velocity } };
    },
  };
}

/** Scales a gradient down to the given Euclidean norm where it is longer; returns the norm it had. */
export function clipByNorm(gradient: tf.Tensor, largest: number): { gradient: tf.Tensor; norm: tf.Scalar } {
  const norm = tf.sqrt(tf.sum(tf.square(gradient))) as tf.Scalar;
  return { gradient: tf.mul(gradient, tf.div(largest, tf.maximum(norm, largest))), norm };
}

/** Exponential moving average whose memory grows to `decay`, so that the starting values are soon forgotten. */
export function average(previous: tf.Tensor, values: tf.Tensor, decay: number, count: tf.Scalar): tf.Tensor {
  const warm = tf.div(tf.add(count, 1), tf.add(count, 10));
  return blend(previous, values, tf.minimum(warm, decay));
}

/** A mean of both in which the old one weighs `keep`. */
export function blend<T extends tf.Tensor>(old: T, fresh: T, keep: number | tf.Tensor): T {
  return tf.add<T>(tf.mul(old, keep), tf.mul(fresh, tf.sub(1, keep)));
}
