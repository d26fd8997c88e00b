/** @file The numbers of a graph's constants, and new ones. Pure; any exporter's files. */
import type { onnx } from 'onnx-proto';
import { halfValue } from '../onnx-trace/half.ts';
import { type Model, outputOf } from './model-graph.ts';

export type ConstantValues = { readonly dims: readonly number[]; readonly values: Float32Array };

const [float32, int64, float16] = [1, 7, 10];

/** By name: initializers of floating-point numbers that lie in the file, and those that a Cast makes 32 bits of. */
export function constantValues({ graph }: Model): Map<string, ConstantValues> {
  const found = new Map<string, ConstantValues>();
  for (const tensor of graph.initializer ?? []) {
    const values = numbersOf(tensor);
    if (values) found.set(tensor.name ?? '', { dims: (tensor.dims ?? []).map(Number), values });
  }
  for (const node of graph.node!) {
    const cast = node.opType === 'Cast' && node.attribute?.some(({ name, i }) => name === 'to' && Number(i) === float32) ? found.get(node.input?.[0] ?? '') : undefined;
    if (cast) found.set(outputOf(node), cast);
  }
  return found;
}

function numbersOf({ dataType, rawData, floatData, dims }: onnx.ITensorProto): Float32Array | undefined {
  if (dataType !== float32 && dataType !== float16) return undefined;
  const length = (dims ?? []).reduce<number>((product, size) => product * Number(size), 1);
  // Copied, since numbers need not lie at multiples of their size in a file.
  const { buffer } = Uint8Array.from(rawData ?? []);
  const values = buffer.byteLength === 0 ? Float32Array.from(dataType === float32 ? (floatData ?? []) : []) : dataType === float32 ? new Float32Array(buffer) : Float32Array.from(new Uint16Array(buffer), halfValue);
  return values.length === length ? values : undefined;
}

export const floatTensor = (name: string, dims: readonly number[], values: ArrayLike<number>): onnx.ITensorProto => ({ name, dims: [...dims], dataType: float32, rawData: new Uint8Array(Float32Array.from(values).buffer) });

/** A list of whole numbers, as operators take sizes and bounds. */
export const integerTensor = (name: string, values: readonly number[]): onnx.ITensorProto => ({ name, dims: [values.length], dataType: int64, rawData: new Uint8Array(BigInt64Array.from(values, BigInt).buffer) });
