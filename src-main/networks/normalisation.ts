/** @file Normalisation of features: by instance (Ulyanov et al. 2016) or by batch (Ioffe and Szegedy 2015). Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';
import { declaredSpecs, fixed, type Layer } from './layer.ts';
import { constant, parameter } from './parameters.ts';

export type Normalisation = 'none' | 'instance' | 'batch';

const epsilon = 1e-5;

/**
 * Instance normalisation has nothing to learn, as in CycleGAN. Batch normalisation learns a scale and a shift and always
 * uses the statistics of the batch at hand, as pix2pix does: with one picture it is an instance normalisation.
 */
export function normalisation(kind: Normalisation, name: string, channels: number): Layer {
  if (kind === 'none') return fixed((x) => x);
  if (kind === 'instance') return fixed((x) => standardise(x, [1, 2]));
  return {
    ...declaredSpecs([
      { name: `${name}.scale`, shape: [channels], init: constant(1) },
      { name: `${name}.shift`, shape: [channels], init: constant(0) },
    ]),
    apply: (parameters, x) =>
      tf.add(tf.mul(standardise(x, [0, 1, 2]), parameter(parameters, `${name}.scale`)), parameter(parameters, `${name}.shift`)),
  };
}

/** To mean 0 and variance 1 over the given axes. */
export const standardise = (x: tf.Tensor4D, axes: number[]): tf.Tensor4D => standardiseBy(x, (y) => tf.mean(y, axes, true));

/**
 * To mean 0 and variance 1 where `mean` averages what belongs together, in a shape that spreads over the input's. Its own
 * gradient takes a third of the nodes that deriving each part would.
 */
export function standardiseBy(x: tf.Tensor4D, mean: (y: tf.Tensor4D) => tf.Tensor): tf.Tensor4D {
  const meanOf = (y: tf.Tensor) => mean(y as tf.Tensor4D);
  const custom = tf.customGrad((input, save) => {
    const centred = tf.sub(input as tf.Tensor, meanOf(input as tf.Tensor));
    const inverse = tf.rsqrt(tf.add(meanOf(tf.square(centred)), epsilon));
    const value = tf.mul(centred, inverse);
    (save as tf.GradSaveFunc)([value, inverse]);
    return {
      value,
      gradFunc: (gradient: tf.Tensor, saved: tf.Tensor[]) => {
        const [output, scale] = saved as [tf.Tensor, tf.Tensor];
        const along = tf.mul(output, meanOf(tf.mul(gradient, output)));
        return tf.mul(tf.sub(tf.sub(gradient, meanOf(gradient)), along), scale);
      },
    };
  });
  return custom(x) as tf.Tensor4D;
}
