/** @file Changes of logical shape and axis order, recorded so that sizes which may vary are not written into the graph. Pure. */
import type { Graph, ValueName } from './graph.ts';
import { type Layout, permuteData, product, rowMajor, sameNumbers, type Shape } from './layout.ts';
import { type Constant, numbers, stored, traced, type Value, whole } from './value.ts';

/** The same elements in row-major order under another shape. */
export function reshape(graph: Graph, value: Value, shape: Shape): Value {
  if (sameNumbers(value.shape, shape)) return value;
  if (value.kind === 'constant') return reshapeConstant(value, shape);
  if (sameNumbers(withoutOnes(value.shape), withoutOnes(shape))) return moveOnes(graph, value, shape);
  const name = graph.node('Reshape', [whole(graph, value, rowMajor(value.shape.length)), graph.integers(reshapeTarget(value.shape, shape))]);
  return traced(name, shape, value.type);
}

/** Reorders logical axes: result axis i is axis `order[i]` of the value. Costs nothing for a traced value. */
export function transpose(value: Value, order: readonly number[]): Value {
  const shape = order.map((axis) => value.shape[axis]!);
  const extent = order.map((axis) => value.extent[axis]!);
  if (value.kind === 'constant') return { ...value, shape, extent, data: permuteData(value.data, value.extent, order) };
  const layout = value.layout.map((axis) => order.indexOf(axis));
  return { ...value, shape, extent, layout };
}

function reshapeConstant(value: Constant, shape: Shape): Constant {
  if (value.data.length === 1) return { ...value, shape, extent: shape.map(() => 1) };
  return { ...value, shape, extent: shape, data: numbers(value) };
}

const withoutOnes = (shape: Shape): number[] => shape.filter((size) => size !== 1);
const axesOfOnes = (shape: Shape): number[] => rowMajor(shape.length).filter((axis) => shape[axis] === 1);

/** Axes of size 1 come and go by Squeeze and Unsqueeze, which name no other size; repeating axes go on repeating. */
function moveOnes(graph: Graph, value: Value, shape: Shape): Value {
  const [removed, added] = [axesOfOnes(value.shape), axesOfOnes(shape)];
  let name: ValueName = stored(graph, value, rowMajor(value.shape.length));
  if (removed.length > 0) name = graph.node('Squeeze', [name, graph.integers(removed)]);
  if (added.length > 0) name = graph.node('Unsqueeze', [name, graph.integers(added)]);
  const kept = value.extent.filter((_, axis) => value.shape[axis] !== 1);
  const extent = shape.map((size) => (size === 1 ? 1 : kept.shift()!));
  const layout: Layout = rowMajor(shape.length);
  return { kind: 'traced', name, shape, extent, layout, type: value.type };
}

/** ONNX reads 0 as "as in the input" and infers one -1; used where they apply, so that flattening works at any size. */
function reshapeTarget(from: Shape, to: Shape): number[] {
  const target = to.map((size, axis) => (size === from[axis] ? 0 : size));
  const changed = target.filter((size) => size !== 0);
  return changed.length === 1 && product(to) > 0 ? target.map((size) => (size === 0 ? 0 : -1)) : target;
}
