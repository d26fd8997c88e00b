/**
 * @file How the axes of a value lie in memory. TensorFlow.js speaks of pictures as NHWC and of filters as HWIO; ONNX
 * stores NCHW and OIHW. A layout tells which logical axis each stored axis holds. Pure.
 */
import type { TensorData } from './graph.ts';

export type Shape = readonly number[];
/** Stored axis i holds logical axis `layout[i]`. */
export type Layout = readonly number[];

/** For logical NHWC. */
export const nchw: Layout = [0, 3, 1, 2];
/** For logical HWIO. */
export const oihw: Layout = [3, 2, 0, 1];
export const rowMajor = (rank: number): Layout => Array.from({ length: rank }, (_, axis) => axis);

export const sameNumbers = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);
export const product = (shape: Shape): number => shape.reduce((total, size) => total * size, 1);

/** Logical sizes (or anything else by axis) in stored order. */
export const permute = <T>(items: readonly T[], layout: Layout): T[] => layout.map((axis) => items[axis]!);

/** The permutation that takes an array stored as `from` to one stored as `to`. */
export const permutationBetween = (from: Layout, to: Layout): Layout => to.map((axis) => from.indexOf(axis));

/** Row-major data of the given shape, its axes reordered. */
export function permuteData<T extends TensorData>(data: T, shape: Shape, layout: Layout): T {
  if (sameNumbers(layout, rowMajor(shape.length))) return data;
  const strides = shape.map((_, axis) => product(shape.slice(axis + 1)));
  const sizes = permute(shape, layout);
  const steps = permute(strides, layout);
  const result = data.slice() as T;
  const position = sizes.map(() => 0);
  for (let index = 0, source = 0; index < data.length; index++) {
    result[index] = data[source]!;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      source += steps[axis]!;
      if (++position[axis]! < sizes[axis]!) break;
      source -= steps[axis]! * sizes[axis]!;
      position[axis] = 0;
    }
  }
  return result;
}
