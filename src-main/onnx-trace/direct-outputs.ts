/** @file Lets nodes give outputs of the graph themselves, where an Identity after them did. Pure. */
import type { Graph, GraphNode, ValueName } from './graph.ts';

/** Changes the graph. Outputs that are inputs or constants, and values that are several outputs, keep their copies. */
export function withDirectOutputs(graph: Graph): Graph {
  const nodes = directNodes(graph);
  graph.nodes.splice(0, graph.nodes.length, ...nodes);
  return graph;
}

function directNodes({ nodes, outputs }: Graph): GraphNode[] {
  const ports = new Set(outputs.map(({ name }) => name));
  const made = new Set(nodes.filter(({ output }) => !ports.has(output)).map(({ output }) => output));
  const names = new Map<ValueName, ValueName>();
  const left = nodes.filter(({ inputs, output }) => {
    const [source] = inputs;
    if (!ports.has(output) || !made.has(source!) || names.has(source!)) return true;
    names.set(source!, output);
    return false;
  });
  const renamed = (name: ValueName): ValueName => names.get(name) ?? name;
  return left.map((node) => ({ ...node, inputs: node.inputs.map(renamed), output: renamed(node.output) }));
}
