/** @file Kernels of a convolution's gradients. That by its input is also the transposed convolution. */
import type * as tf from '@tensorflow/tfjs';
import type { Graph, ValueName } from '../graph.ts';
import type { Kernel, KernelTable } from '../kernel.ts';
import { oihw, type Shape } from '../layout.ts';
import { asPicture, picture, whole } from '../value.ts';
import { convolutionGeometry, type Geometry, shape4 } from '../window-geometry.ts';
import { filterGradient } from './filter-gradient.ts';
import { fewChannels, turned } from './turned-filter.ts';
import { padded } from './zero-padding.ts';

/** TensorFlow.js's own gradients never dilate; ours may. */
type Dilated = { readonly dilations?: number | [number, number] };
type Windows = Geometry['attributes'];

/** For fewer pixels than this, turning the filter costs more than the plain convolution saves. */
const fewPixels = 150;

const inputGradient: Kernel<'dy' | 'filter', tf.Conv2DBackpropInputAttrs & Dilated> = (graph, { dy, filter }, attributes) => {
  const { inputShape } = attributes;
  const { attributes: windows } = convolutionGeometry(inputShape, filter.shape, attributes);
  const names = [asPicture(graph, dy), whole(graph, filter, oihw)] as const;
  const [batch, height, width] = shape4(dy.shape);
  const turnable = windows.strides.every((stride) => stride === 1) && batch * height * width >= fewPixels && inputShape[3]! > fewChannels;
  if (turnable) return picture(flippedConvolution(graph, names, windows, dy.shape, inputShape), inputShape);
  const output_padding = uncovered(inputShape, dy.shape, windows);
  return picture(graph.node('ConvTranspose', names, { ...windows, output_padding }), inputShape);
};

/** At stride 1 the gradient is a convolution too, which runs in two thirds of ConvTranspose's time. */
function flippedConvolution(graph: Graph, [dy, filter]: readonly [ValueName, ValueName], windows: Windows, outShape: Shape, inputShape: Shape): ValueName {
  const flipped = turned(graph, filter, windows.kernel_shape);
  const before = [0, 1].map((side) => (windows.kernel_shape[side]! - 1) * windows.dilations[side]! - windows.pads[side]!);
  const after = [0, 1].map((side) => inputShape[side + 1]! - outShape[side + 1]! + windows.pads[side]!);
  const pads = [...before, ...after] as [number, number, number, number];
  const cropped = padded(graph, dy, pads.map((pad) => Math.min(pad, 0)) as typeof pads);
  return graph.node('Conv', [cropped, flipped], { ...windows, pads: pads.map((pad) => Math.max(pad, 0)) });
}

/** Rows and columns at the end of the input that no window of the convolution reaches. */
function uncovered(inputShape: Shape, outShape: Shape, { kernel_shape, strides, dilations, pads }: Windows): number[] {
  return [0, 1].map((side) => {
    const reach = (outShape[side + 1]! - 1) * strides[side]! + (kernel_shape[side]! - 1) * dilations[side]! + 1;
    return inputShape[side + 1]! + pads[side]! + pads[side + 2]! - reach;
  });
}

export const convolutionGradientKernels: KernelTable = {
  Conv2DBackpropInput: inputGradient,
  Conv2DBackpropFilter: filterGradient,
};
