/** @file An ONNX file taken apart and put together again: which node makes a value, which need it. Pure; any exporter's files. */
import onnxProto, { type onnx } from 'onnx-proto';

export type Node = onnx.INodeProto;
export type Model = { readonly proto: onnx.IModelProto; readonly graph: onnx.IGraphProto };

/** Null for what is no ONNX file. */
export function decodeModel(bytes: Uint8Array): Model | null {
  try {
    const proto = onnxProto.onnx.ModelProto.decode(bytes);
    return proto.graph?.node ? { proto, graph: proto.graph } : null;
  } catch {
    return null;
  }
}

/** Operators that make one value of one other, element by element. */
const operatorsOfOneValue = new Set(['Relu', 'PRelu', 'LeakyRelu', 'Identity', 'Sigmoid', 'Tanh']);
export const isOfOneValue = ({ opType }: Node): boolean => operatorsOfOneValue.has(opType ?? '');

/** Puts channels behind channels. */
export const isConcatenation = ({ opType, attribute }: Node): boolean => opType === 'Concat' && (attribute ?? []).some(({ name, i }) => name === 'axis' && Number(i) === channelAxis);

const channelAxis = 1;
export const concatenation = (inputs: readonly string[], output: string, axis = channelAxis): Node => ({ opType: 'Concat', name: output, input: [...inputs], output: [output], attribute: [{ name: 'axis', type: 2, i: axis }] });

export const addition = (a: string, b: string, output: string): Node => ({ opType: 'Add', name: output, input: [a, b], output: [output] });

/** Whether the graph speaks this version of ONNX's operators or a later one. */
export const hasOpset = ({ proto }: Model, version: number): boolean => (proto.opsetImport ?? []).some(({ domain, version: spoken }) => !domain && Number(spoken) >= version);

export const outputOf = (node: Node): string => node.output?.[0] ?? '';

/** The node behind each value. */
export const producersOf = ({ graph }: Model): Map<string, Node> => new Map(graph.node!.flatMap((node) => (node.output ?? []).map((name) => [name, node] as const)));

/** Names of values that are the same whatever the inputs are: initializers, and what is computed of them alone. */
export function constantsOf({ graph }: Model): Set<string> {
  const constants = new Set((graph.initializer ?? []).map(({ name }) => name ?? ''));
  for (const node of graph.node!) {
    const inputs = node.input ?? [];
    if (node.opType === 'Constant' || (inputs.length > 0 && inputs.every((name) => name === '' || constants.has(name)))) for (const name of node.output ?? []) constants.add(name);
  }
  return constants;
}

/** The values that depend on one of `sources`, themselves included. */
export function dependentsOf({ graph }: Model, sources: readonly string[]): Set<string> {
  const dependents = new Set(sources);
  for (const node of graph.node!) if ((node.input ?? []).some((name) => dependents.has(name))) for (const name of node.output ?? []) dependents.add(name);
  return dependents;
}

const float = 1;
/** A port of float32 numbers; sizes that differ from run to run are null. */
export const floatPort = (name: string, dims: readonly (number | null)[]): onnx.IValueInfoProto => ({
  name,
  type: { tensorType: { elemType: float, shape: { dim: dims.map((size, axis) => (size === null ? { dimParam: `${name}_${axis}` } : { dimValue: size })) } } },
});

/**
 * The part of a graph between `inputs`, which may be values within it, and `outputs`: what makes the inputs is left out, and
 * so is what no output needs.
 */
export function cut({ proto, graph }: Model, nodes: readonly Node[], inputs: readonly onnx.IValueInfoProto[], outputs: readonly onnx.IValueInfoProto[]): Uint8Array {
  const given = new Set(inputs.map(({ name }) => name ?? ''));
  const { kept, needed } = neededFor(outputs, nodes, given);
  const taken = inputs.filter(({ name }) => needed.has(name ?? ''));
  const initializer = (graph.initializer ?? []).filter(({ name }) => needed.has(name ?? '') && !given.has(name ?? ''));
  const encoded: onnx.IModelProto = { ...proto, graph: { name: graph.name ?? '', node: kept, initializer, input: taken, output: [...outputs] } };
  return onnxProto.onnx.ModelProto.encode(encoded).finish();
}

/** The nodes without which outputs could not be made, and the names of the values that these and the outputs need. */
export function neededFor(outputs: readonly onnx.IValueInfoProto[], nodes: readonly Node[], given: ReadonlySet<string> = new Set()): { readonly kept: Node[]; readonly needed: Set<string> } {
  const needed = new Set(outputs.map(({ name }) => name ?? ''));
  const kept: Node[] = [];
  for (const node of nodes.toReversed()) {
    if (!(node.output ?? []).some((name) => needed.has(name) && !given.has(name))) continue;
    kept.push(node);
    for (const name of node.input ?? []) needed.add(name);
  }
  return { kept: kept.reverse(), needed };
}
