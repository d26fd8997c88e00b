/** @file Kernels of convolutions: plain, depthwise, and fused with bias and activation. */
import type * as tf from '@tensorflow/tfjs';
import type { Graph, ValueName } from '../graph.ts';
import type { KernelTable } from '../kernel.ts';
import { oihw, product, rowMajor } from '../layout.ts';
import { reshape, transpose } from '../reshape.ts';
import { asPicture, picture, type Value, whole } from '../value.ts';
import { convolutionGeometry, type Geometry } from '../window-geometry.ts';
import { finish, type Fusion } from './activation.ts';
import { fewChannels, turned } from './turned-filter.ts';

type Convolved = { readonly x: Value; readonly filter: Value };
type FusedInputs = Convolved & { readonly bias?: Value; readonly preluActivationWeights?: Value };

/** A bias of one number a channel goes into the operator; one of another shape is added after it. */
function biasInput(graph: Graph, bias: Value | undefined): ValueName[] {
  return bias?.shape.length === 1 ? [whole(graph, bias, rowMajor(1))] : [];
}

function convolution(graph: Graph, { x, filter }: Convolved, attributes: tf.Conv2DAttrs, bias?: Value): Value {
  const geometry = convolutionGeometry(x.shape, filter.shape, attributes);
  const transposed = transposedWindows(geometry, filter);
  const weights = whole(graph, filter, oihw);
  const inputs = [asPicture(graph, x), transposed ? turned(graph, weights, transposed.kernel_shape) : weights, ...biasInput(graph, bias)];
  return picture(graph.node(transposed ? 'ConvTranspose' : 'Conv', inputs, transposed ?? geometry.attributes), geometry.outShape);
}

/** Taps from which it pays to write a convolution into few channels as a transposed one. */
const manyTaps = 25;

/** Of the same convolution written as a transposed one, where that is faster; only while a filter is learnt, so that models stay plain. */
function transposedWindows({ outShape, attributes }: Geometry, filter: Value): Geometry['attributes'] | null {
  const { kernel_shape, strides, dilations, pads } = attributes;
  const fits = filter.kind === 'traced' && outShape[3]! <= fewChannels && product(kernel_shape) >= manyTaps && [...strides, ...dilations].every((step) => step === 1);
  const outer = pads.map((pad, index) => kernel_shape[index % 2]! - 1 - pad);
  return fits && outer.every((pad) => pad >= 0) ? { ...attributes, pads: outer } : null;
}

/** TensorFlow.js has the filter as height x width x channels x multiplier; ONNX as (channels * multiplier) x 1 x height x width. */
function depthwiseConvolution(graph: Graph, { x, filter }: Convolved, attributes: tf.DepthwiseConv2dNativeAttrs, bias?: Value): Value {
  const geometry = convolutionGeometry(x.shape, filter.shape, attributes, true);
  const [height, width, channels, multiplier] = filter.shape as [number, number, number, number];
  const grouped = reshape(graph, transpose(filter, [2, 3, 0, 1]), [channels * multiplier, 1, height, width]);
  const inputs = [asPicture(graph, x), whole(graph, grouped, rowMajor(4)), ...biasInput(graph, bias)];
  return picture(graph.node('Conv', inputs, { ...geometry.attributes, group: channels }), geometry.outShape);
}

const fused =
  <A extends Fusion>(convolve: (graph: Graph, inputs: Convolved, attributes: A, bias?: Value) => Value) =>
  (graph: Graph, { bias, preluActivationWeights, ...inputs }: FusedInputs, attributes: A): Value => {
    const sum = convolve(graph, inputs, attributes, bias);
    const left = { ...(bias && bias.shape.length !== 1 ? { bias } : {}), ...(preluActivationWeights ? { preluActivationWeights } : {}) };
    return finish(graph, sum, left, attributes);
  };

export const convolutionKernels: KernelTable = {
  Conv2D: convolution,
  DepthwiseConv2dNative: depthwiseConvolution,
  FusedConv2D: fused<tf.Conv2DAttrs & Fusion>(convolution),
  FusedDepthwiseConv2D: fused<tf.DepthwiseConv2dNativeAttrs & Fusion>(depthwiseConvolution),
};
