/** @file Records operators that work element by element, with broadcasting, in whatever layout their operands lie. Pure. */
import type { Attributes, Graph, ValueName } from './graph.ts';
import { type Layout, product, rowMajor, type Shape } from './layout.ts';
import { reshape } from './reshape.ts';
import { stored, type Traced, type Value, type ValueType } from './value.ts';

/** The layout of the result is that of the largest operand, so that the smaller ones move. */
export function elementwise(graph: Graph, operator: string, operands: readonly Value[], type: ValueType, attributes: Attributes = {}): Traced {
  const shape = operands.map((operand) => operand.shape).reduce(broadcast);
  const leader = largestTraced(operands.filter((operand) => operand.shape.length === shape.length));
  const layout = leader?.layout ?? rowMajor(shape.length);
  const names = operands.map((operand) => (leader ? follower(graph, operand, layout) : aligned(graph, operand, layout)));
  const extent = operands.map((operand) => operand.extent).reduce(broadcast);
  return { kind: 'traced', name: graph.node(operator, names, attributes), shape, extent, layout, type };
}

export function unary(graph: Graph, operator: string, x: Value, attributes: Attributes = {}, type: ValueType = x.type): Traced {
  return elementwise(graph, operator, [x], type, attributes);
}

/** NumPy's rule: axes are matched from the last, and 1 stretches. */
export function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, index) => {
    const [left, right] = [a[a.length - rank + index] ?? 1, b[b.length - rank + index] ?? 1];
    if (left !== right && left !== 1 && right !== 1) throw new Error(`expected shapes that broadcast, got [${a.join()}] and [${b.join()}]`);
    return left === 1 ? right : left;
  });
}

function largestTraced(operands: readonly Value[]): Traced | undefined {
  return operands
    .filter((operand) => operand.kind === 'traced')
    .reduce<Traced | undefined>((best, operand) => (best && product(best.extent) >= product(operand.extent) ? best : operand), undefined);
}

/** Beside an operand of full rank a single number needs no axes: ONNX broadcasts it in any layout. */
function follower(graph: Graph, operand: Value, layout: Layout): ValueName {
  if (operand.kind === 'constant' && operand.data.length === 1) return graph.constant(operand.data, [], operand.type);
  if (operand.kind === 'traced' && operand.shape.length === 0) return operand.name;
  return aligned(graph, operand, layout);
}

function aligned(graph: Graph, operand: Value, layout: Layout): ValueName {
  const missing = layout.length - operand.shape.length;
  const ranked = missing > 0 ? reshape(graph, operand, [...new Array<number>(missing).fill(1), ...operand.shape]) : operand;
  return stored(graph, ranked, layout);
}
