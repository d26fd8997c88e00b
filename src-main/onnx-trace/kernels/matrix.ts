/** @file Kernels of matrix products. */
import type * as tf from '@tensorflow/tfjs';
import { broadcast } from '../elementwise.ts';
import type { Graph } from '../graph.ts';
import type { Kernel, KernelTable } from '../kernel.ts';
import { rowMajor } from '../layout.ts';
import { transpose } from '../reshape.ts';
import { traced, type Value, whole } from '../value.ts';
import { finish, type Fusion } from './activation.ts';

function turned(value: Value, wanted: boolean): Value {
  if (!wanted) return value;
  const axes = rowMajor(value.shape.length);
  return transpose(value, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
}

function matrixProduct(graph: Graph, a: Value, b: Value, { transposeA, transposeB }: tf.BatchMatMulAttrs): Value {
  const [left, right] = [turned(a, transposeA), turned(b, transposeB)];
  const name = graph.node('MatMul', [left, right].map((value) => whole(graph, value, rowMajor(value.shape.length))));
  const batch = broadcast(left.shape.slice(0, -2), right.shape.slice(0, -2));
  return traced(name, [...batch, left.shape.at(-2)!, right.shape.at(-1)!], 'float32');
}

type FusedInputs = { readonly a: Value; readonly b: Value; readonly bias?: Value; readonly preluActivationWeights?: Value };

export const matrixKernels: KernelTable = {
  BatchMatMul: ((graph, { a, b }, attributes) => matrixProduct(graph, a, b, attributes)) satisfies Kernel<'a' | 'b', tf.BatchMatMulAttrs>,
  _FusedMatMul: (graph: Graph, { a, b, ...rest }: FusedInputs, attributes: tf.BatchMatMulAttrs & Fusion) =>
    finish(graph, matrixProduct(graph, a, b, attributes), rest, attributes),
};
