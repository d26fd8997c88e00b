/** @file Kernels of a convolution's gradients by its input and by its filter. The former is also the transposed convolution. */
import type * as tf from '@tensorflow/tfjs';
import type { Graph, ValueName } from '../graph.ts';
import type { Kernel, KernelTable } from '../kernel.ts';
import { oihw, type Shape } from '../layout.ts';
import { asPicture, picture, traced, type Value, whole } from '../value.ts';
import { convolutionGeometry, type Geometry, shape4 } from '../window-geometry.ts';

/** TensorFlow.js's own gradients never dilate; ours may. */
type Dilated = { readonly dilations?: number | [number, number] };
type Windows = Geometry['attributes'];

const inputGradient: Kernel<'dy' | 'filter', tf.Conv2DBackpropInputAttrs & Dilated> = (graph, { dy, filter }, attributes) => {
  const { inputShape } = attributes;
  const { attributes: windows } = convolutionGeometry(inputShape, filter.shape, attributes);
  const names = [asPicture(graph, dy), whole(graph, filter, oihw)] as const;
  if (windows.strides.every((stride) => stride === 1)) return picture(flippedConvolution(graph, names, windows, dy.shape, inputShape), inputShape);
  const output_padding = uncovered(inputShape, dy.shape, windows);
  return picture(graph.node('ConvTranspose', names, { ...windows, output_padding }), inputShape);
};

/** At stride 1 the gradient is a convolution too, which runs in two thirds of ConvTranspose's time. */
function flippedConvolution(graph: Graph, [dy, filter]: readonly [ValueName, ValueName], windows: Windows, outShape: Shape, inputShape: Shape): ValueName {
  const swapped = graph.node('Transpose', [filter], { perm: [1, 0, 2, 3] });
  const flipped = windows.kernel_shape.every((size) => size === 1) ? swapped : reversed(graph, swapped, [2, 3]);
  const before = [0, 1].map((side) => (windows.kernel_shape[side]! - 1) * windows.dilations[side]! - windows.pads[side]!);
  const after = [0, 1].map((side) => inputShape[side + 1]! - outShape[side + 1]! + windows.pads[side]!);
  const pads = [...before, ...after] as [number, number, number, number];
  const cropped = padded(graph, dy, pads.map((pad) => Math.min(pad, 0)) as typeof pads);
  return graph.node('Conv', [cropped, flipped], { ...windows, pads: pads.map((pad) => Math.max(pad, 0)) });
}

function reversed(graph: Graph, name: ValueName, axes: readonly number[]): ValueName {
  const bounds = [axes.map(() => -1), axes.map(() => -(2 ** 31)), axes, axes.map(() => -1)];
  return graph.node('Slice', [name, ...bounds.map((values) => graph.integers(values))]);
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
 * (kw copies of x) holds every tap: (kh + kw) copies are made instead of kh * kw, and each picture of a batch is a product
 * of its own. On two cores this takes the time of the convolution itself.
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
  const products = sumOfProducts(graph, shiftedRows(graph, dy, shifts), shiftedColumns(graph, x, dy.shape, windows, shifts.at(-1)!, phases));
  const split = graph.node('Reshape', [products, graph.integers([shifts.length, to, phases, width, from])]);
  const taps = graph.node('Transpose', [split], { perm: [1, 4, 0, 2, 3] });
  const joined = graph.node('Reshape', [taps, graph.integers([to, from, shifts.length * phases, width])]);
  const spare = shifts.length * phases > height;
  const name = spare ? graph.node('Slice', [joined, graph.integers([0]), graph.integers([height]), graph.integers([2])]) : joined;
  return traced(name, filterShape, 'float32', oihw);
};

/** Copies of a picture, side by side as channels, pixels flattened: batch x (copies * channels) x pixels. */
type Copies = { readonly name: ValueName; readonly batch: number; readonly rows: number };

function joinedCopies(graph: Graph, copies: readonly ValueName[], batch: number, channels: number): Copies {
  const rows = copies.length * channels;
  const joined = copies.length === 1 ? copies[0]! : graph.node('Concat', copies, { axis: 1 });
  const target = batch === 1 ? [rows, -1] : [batch, rows, -1];
  return { name: graph.node('Reshape', [joined, graph.integers(target)]), batch, rows };
}

/** One copy of dy for each shift, moved down by it; all as high as dy and the largest shift. */
function shiftedRows(graph: Graph, dy: Value, shifts: readonly number[]): Copies {
  const [batch, , , channels] = shape4(dy.shape);
  const name = asPicture(graph, dy);
  const copies = shifts.map((shift) => padded(graph, name, [shift, 0, shifts.at(-1)! - shift, 0]));
  return joinedCopies(graph, copies, batch, channels);
}

/** One copy of x for each phase of its rows and each column of the filter, such that pixel (r, c) is what dy's pixel (r, c) meets. */
function shiftedColumns(graph: Graph, x: Value, outShape: Shape, { kernel_shape, strides, dilations, pads }: Windows, lastShift: number, phases: number): Copies {
  const [batch, height, width, channels] = shape4(x.shape);
  const [, outHeight, outWidth] = shape4(outShape);
  const [top, left] = pads as [number, number];
  const [rowStride, columnStride] = strides as [number, number];
  const offsets = Array.from({ length: kernel_shape[1]! }, (_, index) => index * dilations[1]!);
  const rows = outHeight + lastShift;
  const name = asPicture(graph, x);
  const extend = (before: number, after: number, wantedRows: number, wantedColumns: number): ValueName =>
    padded(graph, name, [before, after, wantedRows - before - height, wantedColumns - after - width]);
  if (rowStride === 1 && columnStride === 1) return joinedCopies(graph, offsets.map((offset) => extend(top, left - offset, rows, outWidth)), batch, channels);

  const whole = extend(top, left, rows * rowStride, (outWidth - 1) * columnStride + offsets.at(-1)! + 1);
  const copies = Array.from({ length: phases }).flatMap((_, phase) =>
    offsets.map((offset) => {
      const bounds = [[phase, offset], [rows * rowStride, offset + (outWidth - 1) * columnStride + 1], [2, 3], [rowStride, columnStride]];
      return graph.node('Slice', [whole, ...bounds.map((values) => graph.integers(values))]);
    }),
  );
  return joinedCopies(graph, copies, batch, channels);
}

/** Zeros around the pixels of an NCHW picture: top, left, bottom, right; a negative number cuts off instead. */
function padded(graph: Graph, name: ValueName, [top, left, bottom, right]: readonly [number, number, number, number]): ValueName {
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return name;
  return graph.node('Pad', [name, graph.integers([0, 0, top, left, 0, 0, bottom, right]), graph.scalar(0)], { mode: 'constant' });
}

/** a * transposed b, summed over the batch. */
function sumOfProducts(graph: Graph, a: Copies, b: Copies): ValueName {
  if (a.batch === 1) return graph.node('Gemm', [a.name, b.name], { transB: 1 });
  const products = graph.node('MatMul', [a.name, graph.node('Transpose', [b.name], { perm: [0, 2, 1] })]);
  return graph.node('ReduceSum', [products, graph.integers([0])], { keepdims: 0 });
}

export const convolutionGradientKernels: KernelTable = {
  Conv2DBackpropInput: inputGradient,
  Conv2DBackpropFilter: filterGradient,
};
