/**
 * @file Lets a network take several pictures in one run, where each is computed as if it were alone. Pure; any exporter's files.
 *
 * Exporters write the first axis as 1. It may be any number where every node that sees a picture keeps to one: convolutions,
 * what works on single values, and what moves values within a picture.
 */
import onnxProto, { type onnx } from 'onnx-proto';
import { constantsOf, decodeModel, type Model, type Node } from './model-graph.ts';

const alone = new Set(['Relu', 'LeakyRelu', 'Elu', 'Sigmoid', 'Tanh', 'Clip', 'Cast', 'Identity', 'Conv', 'ConvTranspose', 'DepthToSpace', 'SpaceToDepth', 'BatchNormalization', 'InstanceNormalization', 'MaxPool', 'AveragePool']);
const broadcasting = new Set(['Add', 'Sub', 'Mul', 'Div', 'PRelu']);

/** The file with a free first axis; null where a node might mix pictures, or the network has other inputs or outputs. */
export function forSeveralPictures(bytes: Uint8Array): Uint8Array | null {
  const model = decodeModel(bytes);
  if (!model) return null;
  const { proto, graph } = model;
  const given = new Set((graph.initializer ?? []).map(({ name }) => name));
  const inputs = (graph.input ?? []).filter(({ name }) => !given.has(name));
  const outputs = graph.output ?? [];
  if (inputs.length !== 1 || outputs.length !== 1 || !keepsPicturesApart(model)) return null;
  const ports = graph.input!.map((port) => (port === inputs[0] ? freed(port) : port));
  // Shapes that an exporter wrote down along the way would say 1.
  return onnxProto.onnx.ModelProto.encode({ ...proto, graph: { ...graph, input: ports, output: outputs.map(freed), valueInfo: [] } }).finish();
}

function keepsPicturesApart(model: Model): boolean {
  const constants = constantsOf(model);
  const ranks = constantRanks(model);
  const isPlain = (name: string): boolean => {
    const dims = ranks.get(name);
    return dims !== undefined && (dims.length < 4 || dims[0] === 1);
  };
  return model.graph.node!.every((node) => {
    const [first = '', ...others] = (node.input ?? []).filter((name) => name !== '');
    if (constants.has(node.output?.[0] ?? '')) return true;
    if (alone.has(node.opType!)) return !constants.has(first) && others.every((name) => constants.has(name));
    if (broadcasting.has(node.opType!)) return [first, ...others].every((name) => !constants.has(name) || isPlain(name));
    if (node.opType === 'Concat') return axisOf(node) === 1 && [first, ...others].every((name) => !constants.has(name));
    // By factors; a size would say how many pictures there are.
    return node.opType === 'Resize' && (node.input ?? [])[3] === undefined && !constants.has(first);
  });
}

const axisOf = (node: Node): number => Number(node.attribute?.find(({ name }) => name === 'axis')?.i ?? 0);

/** Sizes of initializers, also of those that are kept in another type. */
function constantRanks({ graph }: Model): Map<string, readonly number[]> {
  const dims = new Map((graph.initializer ?? []).map(({ name, dims: sizes }) => [name ?? '', (sizes ?? []).map(Number)] as const));
  for (const { opType, input, output } of graph.node!) {
    const kept = opType === 'Cast' || opType === 'Identity' ? dims.get(input?.[0] ?? '') : undefined;
    if (kept) dims.set(output?.[0] ?? '', kept);
  }
  return dims;
}

function freed(port: onnx.IValueInfoProto): onnx.IValueInfoProto {
  const tensorType = port.type?.tensorType;
  const [, ...rest] = tensorType?.shape?.dim ?? [];
  return { ...port, type: { ...port.type, tensorType: { ...tensorType, shape: { dim: [{ dimParam: 'pictures' }, ...rest] } } } };
}
