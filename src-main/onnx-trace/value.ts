/**
 * @file What a tensor is while a model is traced: known numbers, or the name of a value in the graph. Pure.
 *
 * [Note: Lazy layout and broadcast] `shape` is the shape that TensorFlow.js sees. `extent` is what is stored, in the same
 * axis order: equal to `shape`, or 1 along an axis whose content repeats. `layout` is the order in which the axes are
 * stored. Transposes and expansions are recorded only where an operator needs one, so a network of convolutions stays
 * in NCHW from its first layer to its last.
 */
import type { Graph, ValueName } from './graph.ts';
import { type Layout, nchw, permutationBetween, permute, permuteData, product, rowMajor, sameNumbers, type Shape } from './layout.ts';

export type ValueType = 'float32' | 'int32' | 'bool';
type Shaped = { readonly shape: Shape; readonly extent: Shape; readonly type: ValueType };
type ConstantData = Float32Array | Int32Array | Uint8Array;
/** `data` is row-major over `extent`. */
export type Constant = Shaped & { readonly kind: 'constant'; readonly data: ConstantData };
export type Traced = Shaped & { readonly kind: 'traced'; readonly name: ValueName; readonly layout: Layout };
export type Value = Constant | Traced;

export function uniform(value: number, shape: Shape, type: ValueType): Constant {
  return { kind: 'constant', data: typedArrays[type].of(value), shape, extent: shape.map(() => 1), type };
}

/** A constant of these numbers, stored once where all are equal. */
export function constant(numbers: ArrayLike<number>, shape: Shape, type: ValueType): Constant {
  const data = typedArrays[type].from(numbers);
  const first = data[0];
  if (first !== undefined && data.every((value) => Object.is(value, first))) return uniform(first, shape, type);
  return { kind: 'constant', data, shape, extent: shape, type };
}
const typedArrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/** A value stored whole; `layout` applies to its rank only. */
export function traced(name: ValueName, shape: Shape, type: ValueType, layout: Layout = rowMajor(shape.length)): Traced {
  return { kind: 'traced', name, shape, extent: shape, layout, type };
}

/** The value in the given layout, still repeating where it repeats. */
export function stored(graph: Graph, value: Value, layout: Layout): ValueName {
  if (value.kind === 'constant') {
    return graph.constant(permuteData(value.data, value.extent, layout), permute(value.extent, layout), value.type);
  }
  if (sameNumbers(value.layout, layout)) return value.name;
  return graph.node('Transpose', [value.name], { perm: permutationBetween(value.layout, layout) });
}

/** The value in the given layout at its full shape. */
export function whole(graph: Graph, value: Value, layout: Layout): ValueName {
  const name = stored(graph, value, layout);
  return sameNumbers(value.extent, value.shape) ? name : graph.node('Expand', [name, graph.integers(permute(value.shape, layout))]);
}

/** The whole value in the layout it has, for operators that work along axes. */
export function inPlace(graph: Graph, value: Value): { name: ValueName; layout: Layout } {
  const layout = layoutOf(value);
  return { name: whole(graph, value, layout), layout };
}

export const layoutOf = (value: Value): Layout => (value.kind === 'traced' ? value.layout : rowMajor(value.shape.length));

/** A rank-4 value as NCHW, whole: what the operators on pictures take. */
export const asPicture = (graph: Graph, value: Value): ValueName => whole(graph, value, nchw);
export const picture = (name: ValueName, shape: Shape, type: ValueType = 'float32'): Traced => traced(name, shape, type, nchw);

/** Numbers of a constant at its full shape, row-major. */
export function numbers({ data, shape, extent }: Constant): ConstantData {
  if (sameNumbers(shape, extent)) return data;
  const strides = extent.map((size, axis) => (size === 1 ? 0 : product(extent.slice(axis + 1))));
  const whole = data.constructor as new (length: number) => ConstantData;
  const result = new whole(product(shape));
  for (let index = 0; index < result.length; index++) {
    let rest = index;
    let source = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      source += (rest % shape[axis]!) * strides[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    result[index] = data[source]!;
  }
  return result;
}
