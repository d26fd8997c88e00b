/**
 * @file Writes a PReLU behind a convolution as what ONNX Runtime computes without changing the order of numbers in memory.
 * Pure; for files of any exporter.
 *
 * On the CPU it keeps features in blocks of channels from convolution to convolution, but not through a PReLU: each costs
 * two passes over memory beside its own. With the filters made (1 - a) times as large for a slope a, t being their result,
 *
 *     prelu(t / (1 - a)) = relu(t) + a / (1 - a) * t
 *
 * and both of these stay in blocks: a convolution of each channel with one number, to which ONNX Runtime adds the other term.
 */
import { type ConstantValues, floatTensor } from './constant-values.ts';
import { channelBlock, convolutionOf } from './convolution-node.ts';
import { type Model, type Node, outputOf } from './model-graph.ts';

/** Beyond it 1 / (1 - slope) would cost precision. */
const steepest = 0.9;

export function splitPrelu(model: Model, constants: ReadonlyMap<string, ConstantValues>): Model {
  const { graph } = model;
  const users = new Map<string, number>();
  for (const name of [...graph.node!.flatMap(({ input }) => input ?? []), ...(graph.output ?? []).map(({ name }) => name ?? '')]) users.set(name, (users.get(name) ?? 0) + 1);
  const activations = new Map(graph.node!.flatMap((node) => (node.opType === 'PRelu' ? [[node.input?.[0] ?? '', node] as const] : [])));
  const initializer = [...(graph.initializer ?? [])];
  const split = new Set<Node>();

  const nodes = graph.node!.flatMap((node): Node[] => {
    if (split.has(node)) return [];
    const convolution = convolutionOf(node, constants);
    const activation = activations.get(outputOf(node));
    const slopes = activation && constants.get(activation.input?.[1] ?? '');
    const channels = convolution?.filter.dims[0] ?? 0;
    const isFor = slopes?.dims.length === 4 || slopes?.dims.length === 3 ? slopes.values.length === channels && slopes.dims.at(-3) === channels : false;
    if (!convolution || !activation || !slopes || !isFor || channels % channelBlock !== 0 || users.get(outputOf(node)) !== 1 || slopes.values.some((slope) => slope > steepest)) return [node];
    split.add(activation);
    const [linear, name] = [outputOf(node), outputOf(activation)];
    const gains = slopes.values.map((slope) => 1 - slope);
    const perChannel = convolution.filter.values.length / channels;
    const filter = floatTensor(`${linear}:filter`, convolution.filter.dims, convolution.filter.values.map((value, place) => value * gains[Math.floor(place / perChannel)]!));
    const bias = floatTensor(`${linear}:bias`, [channels], gains.map((gain, channel) => gain * (convolution.bias?.values[channel] ?? 0)));
    initializer.push(filter, bias, floatTensor(`${name}:slopes`, [channels, 1, 1, 1], slopes.values.map((slope, channel) => slope / gains[channel]!)));
    return [
      { ...node, input: [node.input![0]!, filter.name!, bias.name!] },
      { opType: 'Relu', name: `${name}:positive`, input: [linear], output: [`${name}:positive`] },
      { opType: 'Conv', name: `${name}:sloped`, input: [linear, `${name}:slopes`], output: [`${name}:sloped`], attribute: [{ name: 'group', type: 2, i: channels }, { name: 'kernel_shape', type: 7, ints: [1, 1] }] },
      { opType: 'Add', name, input: [`${name}:sloped`, `${name}:positive`], output: [name] },
    ];
  });
  return split.size > 0 ? { ...model, graph: { ...graph, node: nodes, initializer } } : model;
}
