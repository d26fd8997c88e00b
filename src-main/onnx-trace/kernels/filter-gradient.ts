/** @file The kernel of a convolution's gradient by its filter, as one matrix product. */
import type * as tf from '@tensorflow/tfjs';
import type { Graph, ValueName } from '../graph.ts';
import type { Kernel } from '../kernel.ts';
import { oihw, product } from '../layout.ts';
import { asPicture, traced, type Value, whole } from '../value.ts';
import { convolutionGeometry, type Geometry, shape4 } from '../window-geometry.ts';
import { fromShiftedInput, fromShiftedOutput, type Meeting } from './one-sided-gradient.ts';
import { sumOfProducts } from './sum-of-products.ts';
import { padded } from './zero-padding.ts';

/** TensorFlow.js's own gradients never dilate; ours may. */
type Attributes = tf.Conv2DBackpropFilterAttrs & { readonly dilations?: number | [number, number] };
type Windows = Geometry['attributes'];

/**
 * [Note: Filter gradients] dW[i, j] is the product of dy with x shifted by (i, j), summed over pixels and pictures. Shifting
 * x by j along its rows and dy by -i along its columns gives the same sum, so one matrix product of (kh copies of dy) with
 * (kw copies of x) holds every tap: (kh + kw) copies are made instead of kh * kw. On two cores this takes the time of the
 * convolution itself. The taps come out in another order than filters are stored, and rows are met where dy is zero, so
 * a third more copies, all of one side, take less time (`one-sided-gradient.ts`).
 *
 * With stride s a row of x is met by dy only every s rows, so rows of x are first dealt out to s phases; row offset i is
 * then phase i mod s, shifted by floor(i / s).
 */
export const filterGradient: Kernel<'x' | 'dy', Attributes> = (graph, { x, dy }, attributes) => {
  const filterShape = shape4(attributes.filterShape);
  const { attributes: windows } = convolutionGeometry(x.shape, filterShape, attributes);
  const [height, width, from, to] = filterShape;
  const [stride] = windows.strides as [number, number];
  const [dilation] = windows.dilations as [number, number];
  if (stride > 1 && dilation > 1) throw new Error(`onnx-trace: expected a filter gradient with stride or dilation, got stride ${stride} and dilation ${dilation}`);

  // One product for each picture needs no transpositions, but a sum of filters; so it is for filters that are small.
  const [batch] = shape4(x.shape);
  const apart = batch === 1 || batch * product(filterShape) < product(x.shape) + product(dy.shape);
  const phases = Math.min(stride, height);
  const shifts = Array.from({ length: Math.ceil(height / stride) }, (_, index) => index * dilation);
  const [dys, xs] = [dy, x].map((value) => (apart ? asPicture(graph, value) : channelsFirst(graph, value))) as [ValueName, ValueName];
  const most = sharesOfCopies * (shifts.length * to + phases * width * from);
  const meeting: Meeting = { x: xs, dy: dys, xShape: shape4(x.shape), dyShape: shape4(dy.shape), windows, apart };
  const plain = windows.strides.every((step) => step === 1);
  if (plain && to < from && height * width * to <= most) return traced(fromShiftedOutput(graph, meeting), filterShape, 'float32', oihw);
  if (height * width * from <= most) return traced(fromShiftedInput(graph, meeting), filterShape, 'float32', oihw);

  const left = shiftedRows(graph, dys, shape4(dy.shape), shifts, apart);
  const copies = shiftedColumns(graph, xs, shape4(x.shape), shape4(dy.shape), windows, shifts.at(-1)!, phases);
  const right = copies.length === 1 ? copies[0]! : graph.node('Concat', copies, { axis: apart ? 2 : 1 });
  const several = apart && batch > 1 ? [batch] : [];
  const rows = (name: ValueName, count: number) => graph.node('Reshape', [name, graph.integers([...several, count, -1])]);
  const products = sumOfProducts(graph, rows(left, shifts.length * to), rows(right, copies.length * from), several.length > 0);
  return traced(tapsInOrder(graph, products, [to, shifts.length, from, phases * width], [height, width]), filterShape, 'float32', oihw);
};

/** Copies of one side are worth so many times those of both. */
const sharesOfCopies = 1.4;

/** channels x batch x height x width. */
const channelsFirst = (graph: Graph, value: Value): ValueName => whole(graph, value, [3, 0, 1, 2]);

type Shape4 = ReturnType<typeof shape4>;

/**
 * For each channel a copy of dy for each shift, moved down by it; all as high as dy and the largest shift. Rows are taken
 * from one padded dy, which copies each of them once.
 */
function shiftedRows(graph: Graph, dy: ValueName, [batch, height, width, channels]: Shape4, shifts: readonly number[], apart: boolean): ValueName {
  if (shifts.length === 1) return dy;
  const most = shifts.at(-1)!;
  const around = padded(graph, dy, [most, 0, most, 0]);
  const [pictures, apiece] = [apart ? 1 : batch, height + 2 * most];
  const rows = apart ? around : graph.node('Reshape', [around, graph.integers([channels, batch * apiece, width])]);
  const moved = (shift: number, picture: number) => Array.from({ length: height + most }, (_, row) => picture * apiece + most - shift + row);
  const taken = shifts.flatMap((shift) => Array.from({ length: pictures }, (_, picture) => moved(shift, picture)).flat());
  return graph.node('Gather', [rows, graph.integers(taken)], { axis: apart ? 2 : 1 });
}

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

/** To x shifts x from x (phases and columns) becomes to x from x height x width. */
function tapsInOrder(graph: Graph, products: ValueName, [to, shifts, from, across]: Shape4, [height, width]: readonly [number, number]): ValueName {
  const rows = (shifts * across) / width;
  const ordered = shifts === 1 ? products : graph.node('Transpose', [graph.node('Reshape', [products, graph.integers([to, shifts, from, across])])], { perm: [0, 2, 1, 3] });
  const taps = graph.node('Reshape', [ordered, graph.integers([to, from, rows, width])]);
  return rows === height ? taps : graph.node('Slice', [taps, graph.integers([0]), graph.integers([height]), graph.integers([2])]);
}
