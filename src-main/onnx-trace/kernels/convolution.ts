/** @file Kernels of convolutions: plain, depthwise, and fused with bias and activation. */
import type * as tf from '@tensorflow/tfjs';
import type { Graph, ValueName } from '../graph.ts';
import type { KernelTable } from '../kernel.ts';
import { oihw, rowMajor } from '../layout.ts';
import { reshape, transpose } from '../reshape.ts';
import { asPicture, picture, type Value, whole } from '../value.ts';
import { convolutionGeometry } from '../window-geometry.ts';
import { finish, type Fusion } from './activation.ts';

type Convolved = { readonly x: Value; readonly filter: Value };
type FusedInputs = Convolved & { readonly bias?: Value; readonly preluActivationWeights?: Value };

/** A bias of one number a channel goes into the operator; one of another shape is added after it. */
function biasInput(graph: Graph, bias: Value | undefined): ValueName[] {
  return bias?.shape.length === 1 ? [whole(graph, bias, rowMajor(1))] : [];
}

function convolution(graph: Graph, { x, filter }: Convolved, attributes: tf.Conv2DAttrs, bias?: Value): Value {
  const geometry = convolutionGeometry(x.shape, filter.shape, attributes);
  const inputs = [asPicture(graph, x), whole(graph, filter, oihw), ...biasInput(graph, bias)];
  return picture(graph.node('Conv', inputs, geometry.attributes), geometry.outShape);
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
