/** @file The matrix product that gradients by a filter end in. */
import type { Graph, ValueName } from '../graph.ts';

/** a times transposed b; of several pictures, the sum of theirs. */
export function sumOfProducts(graph: Graph, a: ValueName, b: ValueName, several: boolean): ValueName {
  if (!several) return graph.node('Gemm', [a, b], { transB: 1 });
  const products = graph.node('MatMul', [a, graph.node('Transpose', [b], { perm: [0, 2, 1] })]);
  return graph.node('ReduceSum', [products, graph.integers([0])], { keepdims: 0 });
}
