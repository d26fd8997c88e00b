/**
 * @file A convolution's gradient by its filter with every shift made of one side, x or dy, while the other is left as it
 * is; see [Note: Filter gradients].
 */
import type { Graph, ValueName } from '../graph.ts';
import { product } from '../layout.ts';
import type { Geometry, shape4 } from '../window-geometry.ts';
import { sumOfProducts } from './sum-of-products.ts';
import { padded } from './zero-padding.ts';

type Shape4 = ReturnType<typeof shape4>;
/** Shapes are NHWC. */
export type Meeting = {
  readonly x: ValueName;
  readonly dy: ValueName;
  readonly xShape: Shape4;
  readonly dyShape: Shape4;
  readonly windows: Geometry['attributes'];
  /** Pictures lie as NCHW, and filters are summed over them; else as CNHW, and one product takes all of them. */
  readonly apart: boolean;
};

/** Output x input x height x width. dy's pixel p meets x's pixel stride * p + dilation * (i, j) - padding. */
export function fromShiftedInput(graph: Graph, { x, dy, xShape, dyShape, windows, apart }: Meeting): ValueName {
  const [batch, height, width, from] = xShape;
  const [, outHeight, outWidth, to] = dyShape;
  const [top, left] = windows.pads as [number, number];
  const [rowStride, columnStride] = windows.strides as [number, number];
  const [down, across] = offsets(windows);
  const rows = (outHeight - 1) * rowStride + down.at(-1)! + 1;
  const reach = (outWidth - 1) * columnStride + 1;
  const columns = across.map((offset) => {
    const near = padded(graph, x, [top, left - offset, rows - top - height, reach + offset - left - width]);
    const bounds = [[0], [reach], [3], [columnStride]];
    return columnStride === 1 ? near : graph.node('Slice', [near, ...bounds.map((values) => graph.integers(values))]);
  });
  const shifted = everyShift(graph, columns, { rows, firstRows: down, height: outHeight, stride: rowStride, width: outWidth, channels: from, batch, apart });
  const taps = product(windows.kernel_shape);
  const sum = sumOfProducts(graph, flattened(graph, dy, to, batch, apart), flattened(graph, shifted, from * taps, batch, apart), apart && batch > 1);
  return graph.node('Reshape', [sum, graph.integers([to, from, ...windows.kernel_shape])]);
}

/** Output x input x height x width, at stride 1. x's pixel p meets dy's pixel p - dilation * (i, j) + padding. */
export function fromShiftedOutput(graph: Graph, { x, dy, xShape, dyShape, windows, apart }: Meeting): ValueName {
  const [batch, height, width, from] = xShape;
  const [, outHeight, outWidth, to] = dyShape;
  const [top, left] = windows.pads as [number, number];
  const [down, across] = offsets(windows);
  const before = down.at(-1)! - top;
  const rows = height + down.at(-1)!;
  const columns = across.map((offset) => padded(graph, dy, [before, offset - left, rows - before - outHeight, width - offset + left - outWidth]));
  const shifted = everyShift(graph, columns, { rows, firstRows: down.toReversed(), height, stride: 1, width, channels: to, batch, apart });
  const taps = product(windows.kernel_shape);
  const sum = sumOfProducts(graph, flattened(graph, shifted, to * taps, batch, apart), flattened(graph, x, from, batch, apart), apart && batch > 1);
  const byTap = graph.node('Reshape', [sum, graph.integers([to, taps, from])]);
  return graph.node('Reshape', [graph.node('Transpose', [byTap], { perm: [0, 2, 1] }), graph.integers([to, from, ...windows.kernel_shape])]);
}

const offsets = ({ kernel_shape, dilations }: Geometry['attributes']): [number[], number[]] => {
  const along = (axis: number) => Array.from({ length: kernel_shape[axis]! }, (_, index) => index * dilations[axis]!);
  return [along(0), along(1)];
};

/** Copies of pictures that differ in their columns, `rows` high, and which of those rows are wanted from each first row on. */
type Rows = {
  readonly rows: number;
  readonly firstRows: readonly number[];
  readonly height: number;
  readonly stride: number;
  readonly width: number;
  readonly channels: number;
  readonly batch: number;
  readonly apart: boolean;
};

/** For each channel the wanted rows, by first row and by copy; those of all pictures where they are not apart. */
function everyShift(graph: Graph, copies: readonly ValueName[], { rows, firstRows, height, stride, width, channels, batch, apart }: Rows): ValueName {
  const joined = copies.length === 1 ? copies[0]! : graph.node('Concat', copies, { axis: 2 });
  const wanted = (start: number) => Array.from({ length: height }, (_, row) => start + stride * row);
  const pictures = Array.from({ length: apart ? 1 : batch }, (_, picture) => picture * copies.length * rows);
  const taken = firstRows.flatMap((first) => copies.flatMap((_, copy) => pictures.flatMap((picture) => wanted(picture + copy * rows + first))));
  if (taken.every((row, index) => row === index) && taken.length === pictures.length * copies.length * rows) return joined;
  const flat = apart ? joined : graph.node('Reshape', [joined, graph.integers([channels, -1, width])]);
  return graph.node('Gather', [flat, graph.integers(taken)], { axis: apart ? 2 : 1 });
}

/** The pixels of each channel as one row; of pictures apart, in a matrix each. */
function flattened(graph: Graph, name: ValueName, channels: number, batch: number, apart: boolean): ValueName {
  return graph.node('Reshape', [name, graph.integers([...(apart && batch > 1 ? [batch] : []), channels, -1])]);
}
