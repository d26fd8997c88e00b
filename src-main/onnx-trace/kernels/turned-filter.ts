/** @file Filters turned, for the one convolution that is written as the other: plain as transposed, transposed as plain. */
import type { Graph, ValueName } from '../graph.ts';
import { product } from '../layout.ts';

/**
 * Up to as many channels of the result a transposed convolution is faster, at stride 1, than a plain one: what is gathered
 * for the matrix product of the latter is larger than the result by the filter's area, and the product is thin.
 */
export const fewChannels = 3;

/** Of a filter stored as OIHW: inputs and outputs change places, rows and columns run backwards. */
export function turned(graph: Graph, filter: ValueName, kernelShape: readonly number[]): ValueName {
  return reversedTaps(graph, graph.node('Transpose', [filter], { perm: [1, 0, 2, 3] }), kernelShape);
}

/**
 * Rows and columns of a filter stored as OIHW or IOHW run backwards. A product with a matrix of zeros and ones takes a
 * ninth of the time of a slice with negative steps, which takes elements one by one.
 */
function reversedTaps(graph: Graph, filter: ValueName, kernelShape: readonly number[]): ValueName {
  const taps = product(kernelShape);
  if (taps === 1) return filter;
  const reversal = new Float32Array(taps * taps);
  for (let tap = 0; tap < taps; tap++) reversal[tap * taps + taps - 1 - tap] = 1;
  const rows = graph.node('Reshape', [filter, graph.integers([0, 0, taps])]);
  const reversed = graph.node('MatMul', [rows, graph.constant(reversal, [taps, taps], 'float32')]);
  return graph.node('Reshape', [reversed, graph.integers([0, 0, ...kernelShape])]);
}
