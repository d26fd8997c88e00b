/** @file A convolution that learns where to look: features times a gate (Yu et al. 2019, "Free-Form Image Inpainting with Gated Convolution"). Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';
import { convolution } from './convolution.ts';
import { dilatedConvolution } from './dilated-convolution.ts';
import { plainFilter } from './filter.ts';
import { declaredSpecs, type Layer } from './layer.ts';
import { constant, parameter } from './parameters.ts';

type GatedOptions = { readonly from: number; readonly to: number; readonly side?: number; readonly stride?: number; readonly dilation?: number };

/** Leaky ReLU of one half of the channels times the sigmoid of the other, both from one convolution. */
export function gatedConvolution(name: string, { from, to, side = 3, stride = 1, dilation = 1 }: GatedOptions): Layer {
  const both = dilation > 1 ? dilated(name, { side, from, to: 2 * to, dilation }) : convolution(name, { side, from, to: 2 * to, stride, pad: (side - 1) / 2 });
  return {
    ...both,
    apply(parameters, x) {
      const [features, gate] = tf.split(both.apply(parameters, x), 2, 3) as [tf.Tensor4D, tf.Tensor4D];
      return tf.mul(tf.leakyRelu(features, 0.2), tf.sigmoid(gate));
    },
  };
}

function dilated(name: string, { side, from, to, dilation }: { readonly side: number; readonly from: number; readonly to: number; readonly dilation: number }): Layer {
  const filter = plainFilter(`${name}.filter`, { side, from, to }, 1 / Math.sqrt(3 * side * side * from));
  const bias = `${name}.bias`;
  return {
    ...declaredSpecs([...filter.specs, { name: bias, shape: [to], init: constant(0) }]),
    apply: (parameters, x) => tf.add(dilatedConvolution(x, filter.evaluate(parameters), dilation), parameter(parameters, bias)),
  };
}
