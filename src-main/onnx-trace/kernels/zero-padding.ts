/** @file Zeros around pictures while gradients of convolutions are recorded. */
import type { Graph, ValueName } from '../graph.ts';

export type Margins = readonly [top: number, left: number, bottom: number, right: number];

/** Zeros around the pixels of an NCHW picture; a negative number cuts off instead. */
export function padded(graph: Graph, name: ValueName, [top, left, bottom, right]: Margins): ValueName {
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return name;
  return graph.node('Pad', [name, graph.integers([0, 0, top, left, 0, 0, bottom, right]), graph.scalar(0)], { mode: 'constant' });
}
