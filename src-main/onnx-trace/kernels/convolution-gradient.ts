/** @file Kernels of a convolution's gradients by its input and by its filter. The former is also the transposed convolution. */
import type * as tf from '@tensorflow/tfjs';
import type { Graph, ValueName } from '../graph.ts';
import type { Kernel, KernelTable } from '../kernel.ts';
import { oihw, product, type Shape } from '../layout.ts';
import { asPicture, picture, traced, type Value, whole } from '../value.ts';
import { convolutionGeometry, type Geometry, shape4 } from '../window-geometry.ts';
import { fewChannels, turned } from './turned-filter.ts';

/** TensorFlow.js's own gradients never dilate; ours may. */
type Dilated = { readonly dilations?: number | [number, number] };
type Windows = Geometry['attributes'];

const inputGradient: Kernel<'dy' | 'filter', tf.Conv2DBackpropInputAttrs & Dilated> = (graph, { dy, filter }, attributes) => {
  const { inputShape } = attributes;
  const { attributes: windows } = convolutionGeometry(inputShape, filter.shape, attributes);
  const names = [asPicture(graph, dy), whole(graph, filter, oihw)] as const;
  // Turning a filter that is larger than the picture costs more than it saves.
  const turnable = windows.strides.every((stride) => stride === 1) && product(filter.shape) <= product(dy.shape) && inputShape[3]! > fewChannels;
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

/**
 * [Note: Filter gradients] dW[i, j] is the product of dy with x shifted by (i, j), summed over pixels and pictures. Shifting
 * x by j along its rows and dy by -i along its columns gives the same sum, so one matrix product of (kh copies of dy) with
 * (kw copies of x) holds every tap: (kh + kw) copies are made instead of kh * kw. On two cores this takes the time of the
 * convolution itself.
 *
 * With stride s a row of x is met by dy only every s rows, so rows of x are first dealt out to s phases; row offset i is
 * then phase i mod s, shifted by floor(i / s).
 */
const filterGradient: Kernel<'x' | 'dy', tf.Conv2DBackpropFilterAttrs & Dilated> = (graph, { x, dy }, attributes) => {
  const filterShape = shape4(attributes.filterShape);
  const { attributes: windows } = convolutionGeometry(x.shape, filterShape, attributes);
  const [height, width, from, to] = filterShape;
  const [stride] = windows.strides as [number, number];
  const [dilation] = windows.dilations as [number, number];
  if (stride > 1 && dilation > 1) throw new Error(`onnx-trace: expected a filter gradient with stride or dilation, got stride ${stride} and dilation ${dilation}`);

  const phases = Math.min(stride, height);
  const shifts = Array.from({ length: Math.ceil(height / stride) }, (_, index) => index * dilation);
  // One product for each picture needs no transpositions, but a sum of filters; so it is for filters that are small.
  const [batch] = shape4(x.shape);
  const apart = batch > 1 && batch * product(filterShape) < product(x.shape) + product(dy.shape);
  const [dys, xs] = [dy, x].map((value) => (batch > 1 && !apart ? channelsFirst(graph, value) : asPicture(graph, value))) as [ValueName, ValueName];

  const left = shiftedRows(graph, dys, shifts);
  const right = shiftedColumns(graph, xs, shape4(x.shape), shape4(dy.shape), windows, shifts.at(-1)!, phases);
  const join = (copies: readonly ValueName[], channels: number): ValueName => {
    const rows = copies.length * channels;
    const joined = copies.length === 1 ? copies[0]! : graph.node('Concat', copies, { axis: batch === 1 || apart ? 2 : 1 });
    return graph.node('Reshape', [joined, graph.integers(apart ? [batch, rows, -1] : [rows, -1])]);
  };
  const products = sumOfProducts(graph, join(left, to), join(right, from), apart);
  return traced(tapsInOrder(graph, products, [to, shifts.length, from, phases * width], [height, width]), filterShape, 'float32', oihw);
};

/** channels x batch x height x width. */
const channelsFirst = (graph: Graph, value: Value): ValueName => whole(graph, value, [3, 0, 1, 2]);

/** A copy of dy for each shift, moved down by it; all as high as dy and the largest shift. */
function shiftedRows(graph: Graph, dy: ValueName, shifts: readonly number[]): ValueName[] {
  return shifts.map((shift) => padded(graph, dy, [shift, 0, shifts.at(-1)! - shift, 0]));
}

type Shape4 = ReturnType<typeof shape4>;

/** A copy of x for each phase of its rows and each column of the filter, such that its pixel (r, c) is what dy's pixel (r, c) meets. */
function shiftedColumns(graph: Graph, x: ValueName, [, height, width]: Shape4, [, outHeight, outWidth]: Shape4, windows: Windows, lastShift: number, phases: number): ValueName[] {
  const [top, left] = windows.pads as [number, number];
  const [rowStride, columnStride] = windows.strides as [number, number];
  const offsets = Array.from({ length: windows.kernel_shape[1]! }, (_, index) => index * windows.dilations[1]!);
  const rows = outHeight + lastShift;
  if (rowStride === 1 && columnStride === 1) {
    return offsets.map((offset) => padded(graph, x, [top, left - offset, rows - top - height, outWidth + offset - left - width]));
  }
  const columns = (outWidth - 1) * columnStride + offsets.at(-1)! + 1;
  const extended = padded(graph, x, [top, left, rows * rowStride - top - height, columns - left - width]);
  return Array.from({ length: phases }).flatMap((_, phase) =>
    offsets.map((offset) => {
      const bounds = [[phase, offset], [rows * rowStride, offset + (outWidth - 1) * columnStride + 1], [2, 3], [rowStride, columnStride]];
      return graph.node('Slice', [extended, ...bounds.map((values) => graph.integers(values))]);
    }),
  );
}

/** a times transposed b, over the whole batch. */
function sumOfProducts(graph: Graph, a: ValueName, b: ValueName, apart: boolean): ValueName {
  if (!apart) return graph.node('Gemm', [a, b], { transB: 1 });
  const products = graph.node('MatMul', [a, graph.node('Transpose', [b], { perm: [0, 2, 1] })]);
  return graph.node('ReduceSum', [products, graph.integers([0])], { keepdims: 0 });
}

/** To x shifts x from x (phases and columns) becomes to x from x height x width. */
function tapsInOrder(graph: Graph, products: ValueName, [to, shifts, from, across]: Shape4, [height, width]: readonly [number, number]): ValueName {
  const rows = (shifts * across) / width;
  const ordered = shifts === 1 ? products : graph.node('Transpose', [graph.node('Reshape', [products, graph.integers([to, shifts, from, across])])], { perm: [0, 2, 1, 3] });
  const taps = graph.node('Reshape', [ordered, graph.integers([to, from, rows, width])]);
  return rows === height ? taps : graph.node('Slice', [taps, graph.integers([0]), graph.integers([height]), graph.integers([2])]);
}

/** Zeros around the pixels of an NCHW picture: top, left, bottom, right; a negative number cuts off instead. */
function padded(graph: Graph, name: ValueName, [top, left, bottom, right]: readonly [number, number, number, number]): ValueName {
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return name;
  return graph.node('Pad', [name, graph.integers([0, 0, top, left, 0, 0, bottom, right]), graph.scalar(0)], { mode: 'constant' });
}

export const convolutionGradientKernels: KernelTable = {
  Conv2DBackpropInput: inputGradient,
  Conv2DBackpropFilter: filterGradient,
};
