/**
 * @file A convolution's gradient by its filter where x or dy has few channels: every shift is made of that one, and the
 * other is left as it is. At stride 1; see [Note: Filter gradients].
 */
import type { Graph, ValueName } from '../graph.ts';
import { product } from '../layout.ts';
import type { Geometry, shape4 } from '../window-geometry.ts';
import { sumOfProducts } from './sum-of-products.ts';
import { padded } from './zero-padding.ts';

type Shape4 = ReturnType<typeof shape4>;
/** x and dy as NCHW, their shapes as NHWC. */
export type Meeting = {
  readonly x: ValueName;
  readonly dy: ValueName;
  readonly xShape: Shape4;
  readonly dyShape: Shape4;
  readonly windows: Geometry['attributes'];
};

/** Output x input x height x width. */
export function thinFilterGradient(graph: Graph, meeting: Meeting): ValueName {
  const [from, to] = [meeting.xShape[3], meeting.dyShape[3]];
  return from <= to ? fromShiftedInput(graph, meeting) : fromShiftedOutput(graph, meeting);
}

/** dy's pixel p meets x's pixel p + (i, j) - padding. */
function fromShiftedInput(graph: Graph, { x, dy, xShape, dyShape, windows }: Meeting): ValueName {
  const [batch, height, width, from] = xShape;
  const [, outHeight, outWidth, to] = dyShape;
  const [top, left] = windows.pads as [number, number];
  const [down, across] = offsets(windows);
  const rows = outHeight + down.at(-1)!;
  const columns = across.map((offset) => padded(graph, x, [top, left - offset, rows - top - height, outWidth + offset - left - width]));
  const shifted = everyShift(graph, columns, rows, down, outHeight);
  const taps = product(windows.kernel_shape);
  const sum = sumOfProducts(graph, flattened(graph, dy, batch, to), flattened(graph, shifted, batch, from * taps), batch > 1);
  return graph.node('Reshape', [sum, graph.integers([to, from, ...windows.kernel_shape])]);
}

/** x's pixel p meets dy's pixel p - (i, j) + padding. */
function fromShiftedOutput(graph: Graph, { x, dy, xShape, dyShape, windows }: Meeting): ValueName {
  const [batch, height, width, from] = xShape;
  const [, outHeight, outWidth, to] = dyShape;
  const [top, left] = windows.pads as [number, number];
  const [down, across] = offsets(windows);
  const before = down.at(-1)! - top;
  const rows = height + down.at(-1)!;
  const columns = across.map((offset) => padded(graph, dy, [before, offset - left, rows - before - outHeight, width - offset + left - outWidth]));
  const shifted = everyShift(graph, columns, rows, down.toReversed(), height);
  const taps = product(windows.kernel_shape);
  const sum = sumOfProducts(graph, flattened(graph, shifted, batch, to * taps), flattened(graph, x, batch, from), batch > 1);
  const byTap = graph.node('Reshape', [sum, graph.integers([to, taps, from])]);
  return graph.node('Reshape', [graph.node('Transpose', [byTap], { perm: [0, 2, 1] }), graph.integers([to, from, ...windows.kernel_shape])]);
}

const offsets = ({ kernel_shape, dilations }: Geometry['attributes']): [number[], number[]] => {
  const along = (axis: number) => Array.from({ length: kernel_shape[axis]! }, (_, index) => index * dilations[axis]!);
  return [along(0), along(1)];
};

/** Of copies that differ in their columns, `rows` high: for each channel and first row the `height` rows from there on, of each copy. */
function everyShift(graph: Graph, copies: readonly ValueName[], rows: number, firstRows: readonly number[], height: number): ValueName {
  const joined = copies.length === 1 ? copies[0]! : graph.node('Concat', copies, { axis: 2 });
  if (firstRows.length === 1) return joined;
  const range = (start: number) => Array.from({ length: height }, (_, row) => start + row);
  const taken = firstRows.flatMap((first) => copies.flatMap((_, copy) => range(copy * rows + first)));
  return graph.node('Gather', [joined, graph.integers(taken)], { axis: 2 });
}

/** The pixels of each channel as one row; of several pictures, in a matrix each. */
function flattened(graph: Graph, name: ValueName, batch: number, channels: number): ValueName {
  return graph.node('Reshape', [name, graph.integers([...(batch > 1 ? [batch] : []), channels, -1])]);
}
