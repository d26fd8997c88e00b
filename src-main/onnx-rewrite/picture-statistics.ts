/**
 * @file Lets a network take the statistics of a whole picture from outside, so that it can run in tiles, or as it did on
 * another picture. Pure; for files of any exporter.
 *
 * Instance normalisation (Ulyanov et al. 2016) standardises features by their mean and variance over the picture, and in a
 * tile takes the tile's instead: seams. Chen, Wang et al., "Towards Ultra-Resolution Neural Style Transfer via Thumbnail
 * Instance Normalization" (AAAI 2022), measures them on a thumbnail and uses those for every tile. Every mean over height
 * and width that depends on the picture is such a statistic here, whatever it belongs to; InstanceNormalization nodes are
 * first written out as means.
 */
import { constantsOf, cut, decodeModel, dependentsOf, floatPort, type Model, type Node, outputOf } from './model-graph.ts';

export type StatisticsParts = {
  /** Takes what the network takes; gives `statistics`. */
  readonly measuring: Uint8Array;
  /** Takes what the network takes, and `statistics`; gives what it gives. */
  readonly applying: Uint8Array;
  /** Names of means, each 1 x channels x 1 x 1; none for a network without. */
  readonly statistics: readonly string[];
};

export type StatisticsPorts = {
  readonly input: string;
  readonly outputs: readonly string[];
  /** Whether it will run in tiles: then it must not look at the whole picture in another way. */
  readonly inTiles: boolean;
};

/** Null for what is no ONNX file, or cannot run in tiles and is to. */
export function splitStatistics(bytes: Uint8Array, { input, outputs: wanted, inTiles }: StatisticsPorts): StatisticsParts | null {
  const model = decodeModel(bytes);
  if (!model) return null;
  const nodes = model.graph.node!.flatMap((node) => (node.opType === 'InstanceNormalization' ? asMeans(node, opsetOf(model)) : [node]));
  const written: Model = { ...model, graph: { ...model.graph, node: nodes } };
  const dependent = dependentsOf(written, [input]);
  const constants = constantsOf(written);
  const ofPicture = nodes.filter((node) => dependent.has(outputOf(node)));
  if (inTiles && ofPicture.some((node) => looksAtAll(node, written))) return null;
  const means = ofPicture.filter((node) => isSpatialMean(node, written));
  const statistics = means.map(outputOf);
  const { input: inputs, output: outputs } = model.graph;
  const ports = inputs!.filter(({ name }) => !constants.has(name ?? ''));
  const channels = (name: string) => floatPort(name, [1, null, 1, 1]);
  return {
    measuring: cut(written, nodes, ports, statistics.map(channels)),
    applying: cut(written, nodes, [...ports, ...statistics.map(channels)], outputs!.filter(({ name }) => wanted.includes(name ?? ''))),
    statistics,
  };
}

const opsetOf = ({ proto }: Model): number => Number((proto.opsetImport ?? []).find(({ domain }) => !domain || domain === 'ai.onnx')?.version ?? 13);

/** y = scale (x - mean) / sqrt(variance + epsilon) + bias. */
function asMeans(node: Node, opset: number): Node[] {
  const [x = '', scale = '', bias = ''] = node.input ?? [];
  const name = outputOf(node);
  const epsilon = node.attribute?.find((it) => it.name === 'epsilon')?.f ?? 1e-5;
  const part = (label: string) => `${name}:${label}`;
  const simple = (opType: string, input: string[], output: string, attribute: Node['attribute'] = []): Node => ({ opType, input, output: [output], attribute, name: output });
  const numbers = (label: string, ints: number[]): Node =>
    simple('Constant', [], part(label), [{ name: 'value', type: 4, t: { dims: [ints.length], dataType: 7, int64Data: ints } }]);
  const mean = (of: string, to: string): Node => {
    const keep = { name: 'keepdims', type: 2, i: 1 };
    return opset >= 18 ? simple('ReduceMean', [of, part('axes')], to, [keep]) : simple('ReduceMean', [of], to, [keep, { name: 'axes', type: 7, ints: [2, 3] }]);
  };
  const planes = (of: string, to: string) => simple('Reshape', [of, part('shape')], to);
  return [
    ...(opset >= 18 ? [numbers('axes', [2, 3])] : []),
    numbers('shape', [1, -1, 1, 1]),
    simple('Constant', [], part('epsilon'), [{ name: 'value', type: 4, t: { dims: [], dataType: 1, floatData: [epsilon] } }]),
    mean(x, part('mean')),
    simple('Sub', [x, part('mean')], part('centred')),
    simple('Mul', [part('centred'), part('centred')], part('square')),
    mean(part('square'), part('variance')),
    simple('Add', [part('variance'), part('epsilon')], part('raised')),
    simple('Sqrt', [part('raised')], part('deviation')),
    simple('Div', [part('centred'), part('deviation')], part('standard')),
    planes(scale, part('scale')),
    planes(bias, part('bias')),
    simple('Mul', [part('standard'), part('scale')], part('scaled')),
    simple('Add', [part('scaled'), part('bias')], name),
  ];
}

function isSpatialMean(node: Node, model: Model): boolean {
  if (node.opType === 'GlobalAveragePool') return true;
  if (node.opType !== 'ReduceMean' || node.attribute?.find((it) => it.name === 'keepdims')?.i?.toString() === '0') return false;
  const axes = axesOf(node, model)?.toSorted((a, b) => a - b);
  return axes?.join() === '2,3' || axes?.join() === '-2,-1';
}

/** Operators whose result at one place depends on the whole picture, but for the means above. */
const whole = new Set(['CumSum', 'GlobalMaxPool', 'LpNormalization', 'ReduceMax', 'ReduceMin', 'ReduceSum', 'ReduceL2', 'ReduceMean', 'LayerNormalization', 'GroupNormalization', 'MeanVarianceNormalization']);

function looksAtAll(node: Node, model: Model): boolean {
  if (!whole.has(node.opType ?? '') || isSpatialMean(node, model)) return false;
  if (!(node.opType ?? '').startsWith('Reduce')) return true;
  const axes = axesOf(node, model);
  // Over channels alone, it stays at its place.
  return !axes || axes.some((axis) => axis !== 1);
}

/** Undefined where they are all, or not told in the file. */
function axesOf(node: Node, { graph }: Model): number[] | undefined {
  const attribute = node.attribute?.find((it) => it.name === 'axes')?.ints;
  if (attribute && attribute.length > 0) return attribute.map(Number);
  const name = node.input?.[1];
  if (!name) return undefined;
  const made = graph.node!.find((it) => it.opType === 'Constant' && outputOf(it) === name)?.attribute?.find((it) => it.name === 'value')?.t;
  const tensor = graph.initializer?.find((it) => it.name === name) ?? made;
  if (!tensor) return undefined;
  if (tensor.int64Data && tensor.int64Data.length > 0) return tensor.int64Data.map(Number);
  if (!tensor.rawData) return undefined;
  const { buffer } = Uint8Array.from(tensor.rawData);
  return Array.from(new BigInt64Array(buffer), Number);
}
