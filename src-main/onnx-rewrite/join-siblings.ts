/**
 * @file Makes one convolution of those that look alike at the same value and give few channels each. Pure; for files of any
 * exporter.
 *
 * ONNX Runtime's CPU provider computes as many channels as the processor holds together, wanted or not: two convolutions of
 * four channels cost it twice what one of eight does.
 */
import { type ConstantValues, floatTensor, integerTensor } from './constant-values.ts';
import { channelBlock, convolutionOf } from './convolution-node.ts';
import { hasOpset, type Model, type Node, outputOf } from './model-graph.ts';

/** From it on Split takes its sizes as a value. */
const splitOpset = 13;

type Sibling = { readonly node: Node; readonly channels: number };

/** The model itself where it has none. */
export function joinSiblings(model: Model, constants: ReadonlyMap<string, ConstantValues>): Model {
  const { graph } = model;
  if (!hasOpset(model, splitOpset)) return model;
  const families = new Map<string, Sibling[]>();
  for (const node of graph.node!) {
    const convolution = convolutionOf(node, constants);
    const channels = convolution?.filter.dims[0] ?? 0;
    if (convolution?.groups !== 1 || channels >= channelBlock) continue;
    const family = JSON.stringify([node.input![0], convolution.filter.dims.slice(1), (node.attribute ?? []).toSorted((a, b) => (a.name! < b.name! ? -1 : 1))]);
    families.set(family, [...(families.get(family) ?? []), { node, channels }]);
  }
  const initializer = [...(graph.initializer ?? [])];
  const replaced = new Map<Node, readonly Node[]>();
  for (const family of families.values()) {
    if (family.length < 2 || family.reduce((total, { channels }) => total + channels, 0) > channelBlock) continue;
    const [first, ...others] = family as [Sibling, ...Sibling[]];
    const name = `${outputOf(first.node)}:with-siblings`;
    const convolutions = family.map(({ node }) => convolutionOf(node, constants)!);
    const numbers = convolutions.flatMap(({ filter }) => [...filter.values]);
    const biases = convolutions.flatMap(({ filter, bias }) => [...(bias?.values ?? new Float32Array(filter.dims[0]!))]);
    initializer.push(
      floatTensor(`${name}:filter`, [biases.length, ...convolutions[0]!.filter.dims.slice(1)], numbers),
      floatTensor(`${name}:bias`, [biases.length], biases),
      integerTensor(`${name}:parts`, family.map(({ channels }) => channels)),
    );
    replaced.set(first.node, [
      { ...first.node, name, input: [first.node.input![0]!, `${name}:filter`, `${name}:bias`], output: [name] },
      { opType: 'Split', name: `${name}:split`, input: [name, `${name}:parts`], output: family.map(({ node }) => outputOf(node)), attribute: [{ name: 'axis', type: 2, i: 1 }] },
    ]);
    for (const { node } of others) replaced.set(node, []);
  }
  return replaced.size > 0 ? { ...model, graph: { ...graph, node: graph.node!.flatMap((node) => replaced.get(node) ?? [node]), initializer } } : model;
}
