/** @file Kernels that move elements: slices, joins, pads, repeats. */
import * as tf from '@tensorflow/tfjs';
import type { Graph } from '../graph.ts';
import type { Kernel, KernelTable } from '../kernel.ts';
import { permute, type Shape } from '../layout.ts';
import { reshape } from '../reshape.ts';
import { inPlace, layoutOf, stored, traced, uniform, type Value, whole } from '../value.ts';

/** "To the end" for Slice, whatever the size. */
const end = 2 ** 31 - 1;

function slice(graph: Graph, x: Value, begin: Shape, size: Shape): Value {
  const axes = x.shape.flatMap((length, axis) => (begin[axis] === 0 && size[axis] === length ? [] : [axis]));
  if (axes.length === 0) return x;
  const { name, layout } = inPlace(graph, x);
  const ends = axes.map((axis) => begin[axis]! + size[axis]!).map((stop, index) => (stop === x.shape[axes[index]!] ? end : stop));
  const bounds = [axes.map((axis) => begin[axis]!), ends, axes.map((axis) => layout.indexOf(axis))];
  return traced(graph.node('Slice', [name, ...bounds.map((values) => graph.integers(values))]), size, x.type, layout);
}

const sliceKernel: Kernel<'x', tf.SliceAttrs> = (graph, { x }, { begin, size }) => {
  const [from, sizes] = tf.slice_util.parseSliceParams({ shape: [...x.shape] } as tf.Tensor, begin, size);
  return slice(graph, x, from!, sizes!);
};

const reverse: Kernel<'x', tf.ReverseAttrs> = (graph, { x }, { dims }) => {
  const axes = tf.util.parseAxisParam(dims, [...x.shape]);
  if (axes.length === 0) return x;
  const { name, layout } = inPlace(graph, x);
  const bounds = [axes.map(() => -1), axes.map(() => -end), axes.map((axis) => layout.indexOf(axis)), axes.map(() => -1)];
  return traced(graph.node('Slice', [name, ...bounds.map((values) => graph.integers(values))]), x.shape, x.type, layout);
};

/** Joined in the layout of the first value that has one. */
function concat(graph: Graph, values: readonly Value[], axis: number): Value {
  const filled = values.filter((value) => !value.shape.includes(0));
  const first = filled[0] ?? values[0]!;
  if (filled.length <= 1) return first;
  const layout = layoutOf(filled.find((value) => value.kind === 'traced') ?? first);
  const shape = first.shape.with(axis, filled.reduce((sum, value) => sum + value.shape[axis]!, 0));
  const names = filled.map((value) => whole(graph, value, layout));
  return traced(graph.node('Concat', names, { axis: layout.indexOf(axis) }), shape, first.type, layout);
}

const pack: Kernel<string, tf.PackAttrs> = (graph, inputs, { axis }) => {
  const widened = Object.values(inputs).map((value) => reshape(graph, value, value.shape.toSpliced(axis, 0, 1)));
  return concat(graph, widened, axis);
};

/** One slice for each part. */
function parts(graph: Graph, x: Value, axis: number, sizes: readonly number[]): Value[] {
  let position = 0;
  return sizes.map((size) => {
    const begin = x.shape.map((_, index) => (index === axis ? position : 0));
    position += size;
    return slice(graph, x, begin, x.shape.with(axis, size));
  });
}

const split: Kernel<'x', tf.SplitVAttrs> = (graph, { x }, { numOrSizeSplits, axis }) => {
  const along = tf.util.parseAxisParam(axis, [...x.shape])[0]!;
  return parts(graph, x, along, tf.backend_util.prepareSplitSize({ shape: [...x.shape] } as tf.Tensor, numOrSizeSplits, along));
};

const unpack: Kernel<'value', tf.UnpackAttrs> = (graph, { value }, { axis }) => {
  const along = tf.util.parseAxisParam(axis, [...value.shape])[0]!;
  const rows = parts(graph, value, along, new Array<number>(value.shape[along]!).fill(1));
  return rows.map((row) => reshape(graph, row, row.shape.toSpliced(along, 1)));
};

type Paddings = readonly (readonly [before: number, after: number])[];
function pad(graph: Graph, x: Value, paddings: Paddings, mode: string, fill?: number): Value {
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  const { name, layout } = inPlace(graph, x);
  const placed = permute(paddings, layout);
  const inputs = [name, graph.integers([...placed.map(([before]) => before), ...placed.map(([, after]) => after)])];
  if (fill !== undefined) inputs.push(stored(graph, uniform(fill, [], x.type), []));
  const shape = x.shape.map((size, axis) => size + paddings[axis]![0] + paddings[axis]![1]);
  return traced(graph.node('Pad', inputs, { mode }), shape, x.type, layout);
}

const mirrorPad: Kernel<'x', tf.MirrorPadAttrs> = (graph, { x }, { paddings, mode }) => {
  if (mode !== 'reflect') throw new Error(`onnx-trace: expected mode reflect for MirrorPad, got ${mode}`);
  return pad(graph, x, paddings, 'reflect');
};

const tile: Kernel<'x', tf.TileAttrs> = (graph, { x }, { reps }) => {
  const { name, layout } = inPlace(graph, x);
  const shape = x.shape.map((size, axis) => size * reps[axis]!);
  return traced(graph.node('Tile', [name, graph.integers(permute(reps, layout))]), shape, x.type, layout);
};

export const movementKernels: KernelTable = {
  Slice: sliceKernel,
  Reverse: reverse,
  Concat: ((graph, inputs, { axis }) => {
    const values = Object.values(inputs);
    return concat(graph, values, tf.util.parseAxisParam(axis, [...values[0]!.shape])[0]!);
  }) satisfies Kernel<string, tf.ConcatAttrs>,
  Pack: pack,
  Unpack: unpack,
  SplitV: split,
  PadV2: ((graph, { x }, { paddings, constantValue }) => pad(graph, x, paddings, 'constant', constantValue)) satisfies Kernel<'x', tf.PadV2Attrs>,
  MirrorPad: mirrorPad,
  Tile: tile,
};
