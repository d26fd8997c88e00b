/** @file Filters turned, for the one convolution that is written as the other: plain as transposed, transposed as plain. */
import type { Graph, ValueName } from '../graph.ts';

/**
 * Up to as many channels of the result a transposed convolution is faster, at stride 1, than a plain one: what is gathered
 * for the matrix product of the latter is larger than the result by the filter's area, and the product is thin.
 */
export const fewChannels = 3;

/** Of a filter stored as OIHW: inputs and outputs change places, rows and columns run backwards. */
export function turned(graph: Graph, filter: ValueName, kernelShape: readonly number[]): ValueName {
  const swapped = graph.node('Transpose', [filter], { perm: [1, 0, 2, 3] });
  if (kernelShape.every((size) => size === 1)) return swapped;
  const bounds = [[-1, -1], [-(2 ** 31), -(2 ** 31)], [2, 3], [-1, -1]];
  return graph.node('Slice', [swapped, ...bounds.map((values) => graph.integers(values))]);
}
