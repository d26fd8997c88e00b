/** @file Copies a graph through a rewriting rule, leaving out what no output needs. Pure. */
import { Graph, type GraphNode, type ValueName } from './graph.ts';

/** A graph being rewritten: the old one to look into, the new one to write to, and the new name of an old value. */
export type Rewriting = {
  readonly constantOf: (name: ValueName | undefined) => ReturnType<Graph['constants']['get']>;
  readonly producerOf: (name: ValueName) => GraphNode | undefined;
  readonly target: Graph;
  readonly renamed: (name: ValueName) => ValueName;
};
/** Gives the value that stands for the node's output in the new graph, or undefined to copy the node. */
export type Rule = (node: GraphNode, rewriting: Rewriting) => ValueName | undefined;

export function rewrite(source: Graph, rule: Rule): Graph {
  const target = new Graph();
  const names = new Map<ValueName, ValueName>([['', '']]);
  const producers = new Map(source.nodes.map((node) => [node.output, node]));
  for (const port of source.inputs) names.set(port.name, target.input(port));

  const renamed = (name: ValueName): ValueName => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const constant = source.constants.get(name);
    if (!constant) throw new Error(`expected the value ${name} to be made before it is used`);
    const fresh = target.constant(constant.data, constant.dims, constant.type);
    names.set(name, fresh);
    return fresh;
  };
  const rewriting: Rewriting = {
    constantOf: (name) => source.constants.get(name ?? ''),
    producerOf: (name) => producers.get(name),
    target,
    renamed,
  };

  const ports = new Map(source.outputs.map((port) => [port.name, port]));
  for (const node of neededNodes(source)) {
    const port = ports.get(node.output);
    if (port) target.output(port, renamed(node.inputs[0]!));
    else names.set(node.output, rule(node, rewriting) ?? target.node(node.operator, node.inputs.map(renamed), node.attributes));
  }
  return target;
}

function neededNodes(graph: Graph): GraphNode[] {
  const needed = new Set<ValueName>(graph.outputs.map((port) => port.name));
  const kept = graph.nodes.toReversed().filter((node) => {
    if (!needed.has(node.output)) return false;
    for (const input of node.inputs) needed.add(input);
    return true;
  });
  return kept.reverse();
}
