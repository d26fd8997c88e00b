/** @file Writes a graph as the bytes of an ONNX file. Pure; equal graphs give equal bytes. */
import onnxProto, { type onnx } from 'onnx-proto';
import { type Attribute, type Graph, type GraphConstant, type GraphNode, type Port, tensorTypeCodes, type ValueName } from './graph.ts';

/** Opset 18 is the first whose reductions all take their axes as an input; IR 8 is what it came with. */
const opset = 18;
const irVersion = 8;

export function encodeOnnx(graph: Graph): Uint8Array {
  const model: onnx.IModelProto = {
    irVersion,
    producerName: 'imago',
    opsetImport: [{ domain: '', version: opset }],
    graph: {
      name: 'imago',
      node: graph.nodes.map(encodeNode),
      initializer: Array.from(graph.constants, ([name, constant]) => encodeConstant(name, constant)),
      input: graph.inputs.map(encodePort),
      output: graph.outputs.map(encodePort),
    },
  };
  return onnxProto.onnx.ModelProto.encode(model).finish();
}

function encodeNode({ operator, inputs, attributes, output }: GraphNode): onnx.INodeProto {
  return {
    name: `${operator}:${output}`,
    opType: operator,
    input: [...inputs],
    output: [output],
    attribute: Object.entries(attributes).map(([name, value]) => ({ name, ...encodeAttribute(value) })),
  };
}

/** The numbers are AttributeProto.AttributeType. */
function encodeAttribute(value: Attribute): onnx.IAttributeProto {
  if (typeof value === 'number') return { type: 2, i: value };
  if (typeof value === 'string') return { type: 3, s: Buffer.from(value) };
  if ('float' in value) return { type: 1, f: value.float };
  return { type: 7, ints: [...value] };
}

function encodeConstant(name: ValueName, { data, dims, type }: GraphConstant): onnx.ITensorProto {
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dims: [...dims], dataType: tensorTypeCodes[type], rawData };
}

function encodePort({ name, dims, type }: Port): onnx.IValueInfoProto {
  const dim = dims.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType: tensorTypeCodes[type], shape: { dim } } } };
}
