/** @file What an ONNX file takes and gives, and in words why one cannot be used. Pure; runs in the engine. */
import onnxProto, { type onnx } from 'onnx-proto';
import { type Failure, failure } from '../../src-shared/failure.ts';
import type { OnnxInspection, OnnxPort } from '../../src-shared/model-import.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';

/** As ONNX numbers them, TensorProto.DataType. */
const elementNames: Readonly<Record<number, string>> = {
  1: 'float32', 2: 'uint8', 3: 'int8', 4: 'uint16', 5: 'int16', 6: 'int32', 7: 'int64', 8: 'string', 9: 'bool', 10: 'float16', 11: 'float64', 12: 'uint32', 13: 'uint64', 16: 'bfloat16',
};
/** Whose operators ONNX Runtime brings along. */
const knownDomains = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft', 'com.microsoft.nchwc']);
/** TensorProto.DataLocation. */
const external = 1;

export const unsuitable = (message: string, advice: string): Failure => failure('model-invalid', message, { advice });

/** Fails where the bytes are no ONNX file, or one that no program could run by itself. */
export function inspectOnnx(bytes: Uint8Array): Result<OnnxInspection> {
  const model = decode(bytes);
  const graph = model?.graph;
  if (!graph?.node?.length || !graph.output?.length)
    return failWith(unsuitable('This is no ONNX model.', 'Choose a file that was exported as ONNX; .pth, .safetensors and .h5 files have to be exported first.'));
  const constants = new Set((graph.initializer ?? []).map(({ name }) => name));
  if (graph.initializer?.some(({ dataLocation }) => (dataLocation as number | null | undefined) === external))
    return failWith(unsuitable('The model keeps its weights in another file.', 'Export it again with the weights inside (in PyTorch: external_data=False).'));
  const foreign = graph.node.filter(({ domain }) => !knownDomains.has(domain ?? '')).map(({ domain, opType }) => `${domain ?? ''}.${opType ?? ''}`);
  if (foreign.length > 0)
    return failWith(unsuitable(`The model uses operators that only another program knows: ${[...new Set(foreign)].join(', ')}.`, 'Export it with standard ONNX operators only.'));
  return succeed({
    bytes: bytes.length,
    producer: [model?.producerName, model?.producerVersion].filter(Boolean).join(' '),
    opset: Number(model?.opsetImport?.find(({ domain }) => !domain || domain === 'ai.onnx')?.version ?? 0),
    inputs: (graph.input ?? []).filter(({ name }) => !constants.has(name)).map(portOf),
    outputs: graph.output.map(portOf),
    operators: [...new Set(graph.node.map(({ opType }) => opType ?? ''))].sort(),
  });
}

function decode(bytes: Uint8Array): onnx.ModelProto | null {
  try {
    return onnxProto.onnx.ModelProto.decode(bytes);
  } catch {
    return null;
  }
}

function portOf({ name, type }: onnx.IValueInfoProto): OnnxPort {
  const { elemType, shape } = type?.tensorType ?? {};
  const dims = (shape?.dim ?? []).map(({ dimValue, dimParam }) => Number(dimValue ?? 0) || dimParam || '?');
  return { name: name ?? '', elements: elementNames[elemType ?? 0] ?? 'unknown', dims };
}

/** What a file says of its picture input: sizes where they are fixed. */
export type PictureEnds = {
  readonly input: OnnxPort;
  readonly output: OnnxPort;
  readonly layout: 'nchw' | 'nhwc';
  readonly elements: 'float32' | 'float16' | 'uint8';
  readonly size?: { readonly width: number; readonly height: number };
};

/** Finds the ends through which a picture goes; fails with what is in the way. */
export function pictureEnds({ inputs, outputs }: OnnxInspection): Result<PictureEnds> {
  const [input, ...others] = inputs;
  if (!input) return failWith(unsuitable('The model takes no input.', 'Choose a model that turns one picture into another.'));
  if (others.length > 0)
    return failWith(
      unsuitable(`The model needs ${inputs.length} inputs: ${inputs.map(({ name }) => name).join(', ')}.`, 'Imago feeds a model one picture. Models with a mask, a prompt or a reference picture cannot be used for this.'),
    );
  if (input.dims.length !== 4)
    return failWith(unsuitable(`The model takes no picture: its input ${input.name} has ${input.dims.length} dimensions, a picture has 4.`, 'Choose a model that turns one picture into another.'));
  const [batch, second, , last] = input.dims;
  if (typeof batch === 'number' && batch !== 1) return failWith(unsuitable(`The model takes ${batch} pictures at once.`, 'Export it for one picture at a time.'));
  const layout = second !== 3 && isChannels(last) && (last === 3 || !isChannels(second)) ? 'nhwc' : 'nchw';
  const channels = layout === 'nchw' ? second : last;
  if (typeof channels === 'number' && channels !== 3) return failWith(unsuitable(wrongChannels(input, channels), 'Choose a model for RGB pictures.'));
  const { elements } = input;
  if (elements !== 'float32' && elements !== 'float16' && elements !== 'uint8')
    return failWith(unsuitable(`The model takes numbers of the type ${elements}.`, 'Export it with float32 or float16 inputs.'));
  const output = outputs.find(({ dims }) => dims.length === 4) ?? outputs[0]!;
  if (output.dims.length > 0 && output.dims.length !== 4)
    return failWith(unsuitable(`The model gives no picture: its output ${output.name} has ${output.dims.length} dimensions, a picture has 4.`, 'Models that recognise or measure something cannot be used here.'));
  const given = layout === 'nchw' ? output.dims[1] : output.dims[3];
  if (typeof given === 'number' && given !== 3) return failWith(unsuitable(`The model gives ${given} ${given === 1 ? 'channel' : 'channels'}, a picture has 3.`, 'Choose a model that gives an RGB picture of the same kind that it takes.'));
  const [height, width] = layout === 'nchw' ? input.dims.slice(2) : input.dims.slice(1, 3);
  if (typeof height !== typeof width)
    return failWith(unsuitable('The model takes pictures of any width but one height, or the other way round.', 'Export it with both sides fixed, or both free.'));
  return succeed({ input, output, layout, elements, ...(typeof height === 'number' && typeof width === 'number' ? { size: { width, height } } : {}) });
}

const isChannels = (dim: number | string | undefined): boolean => typeof dim === 'number' && dim <= 4;

function wrongChannels({ name }: OnnxPort, channels: number): string {
  if (channels === 1) return `The model works on brightness alone: its input ${name} has one channel, a picture has 3.`;
  return `The model's input ${name} has ${channels} channels, a picture has 3.`;
}
