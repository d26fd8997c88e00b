/** @file Finds where two traces of one function differ, to tell which operation depends on the size traced at. Pure. */
import type { Graph, GraphConstant, GraphNode } from './graph.ts';
import { sameNumbers } from './layout.ts';

/** The operator of the first node that differs, with its place, or undefined where both graphs are one. */
export function firstDifference(a: Graph, b: Graph): string | undefined {
  const length = Math.max(a.nodes.length, b.nodes.length);
  for (let index = 0; index < length; index++) {
    const [left, right] = [a.nodes[index], b.nodes[index]];
    if (!left || !right || !sameNode(left, a, right, b)) return `${(left ?? right)!.operator} (node ${index} of ${length})`;
  }
  return undefined;
}

/** Equal graphs number their values alike, so equal names mean equal producers. */
function sameNode(left: GraphNode, a: Graph, right: GraphNode, b: Graph): boolean {
  const describe = ({ operator, inputs, attributes }: GraphNode) => JSON.stringify([operator, inputs, attributes]);
  return describe(left) === describe(right) && left.inputs.every((name) => sameConstant(a.constants.get(name), b.constants.get(name)));
}

function sameConstant(left: GraphConstant | undefined, right: GraphConstant | undefined): boolean {
  if (!left || !right) return left === right;
  return left.type === right.type && sameNumbers(left.dims, right.dims) && left.data.every((value, index) => Object.is(value, right.data[index]));
}
