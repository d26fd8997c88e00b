/** @file Doubles features by repeating pixels, with the gradient that TensorFlow.js's CPU kernel gets wrong for batches. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';
import { convolution } from './convolution.ts';
import { fixed, type Layer, sequence } from './layer.ts';
import { reflectPad } from './reflect-pad.ts';
import { doubleSmoothly } from './smooth-upsample.ts';

export function doubleByRepeating(x: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = x.shape;
  const doubled = tf.customGrad((input) => ({
    value: tf.image.resizeNearestNeighbor(input as tf.Tensor4D, [2 * height, 2 * width]),
    gradFunc: (gradient) => tf.mul(tf.avgPool(gradient as tf.Tensor4D, 2, 2, 'valid'), 4),
  }));
  return doubled(x) as tf.Tensor4D;
}

/** Interpolates, then convolves: no checkerboards (Odena et al. 2016), nor the stripes that repeated pixels leave. */
export function resizeConvolution(name: string, options: { readonly from: number; readonly to: number; readonly bias: boolean; readonly deviation: number }): Layer {
  return sequence(fixed((x) => reflectPad(doubleSmoothly(x), 1)), convolution(name, { ...options, side: 3, pad: 0 }));
}
