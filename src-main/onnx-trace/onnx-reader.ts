/** @file Reads the operators and constants of an ONNX file that `onnx-writer.ts` wrote. Pure. */
import onnxProto, { type onnx } from 'onnx-proto';
import { tensorTypeCodes } from './graph.ts';
import { halfValue } from './half.ts';

export type StoredConstant = { readonly dims: readonly number[]; readonly values: Float32Array };
/** An operator and, in its order, those of its inputs that are constants. */
export type StoredNode = { readonly operator: string; readonly constants: readonly StoredConstant[] };

/** All nodes but those that only widen constants of 16 bits; those count as constants. Null for what is no ONNX file. */
export function readOnnx(bytes: Uint8Array): StoredNode[] | null {
  const graph = decode(bytes)?.graph;
  if (!graph) return null;
  const constants = new Map<string, StoredConstant>();
  for (const tensor of graph.initializer ?? []) {
    const values = valuesOf(tensor);
    if (values) constants.set(tensor.name ?? '', { dims: (tensor.dims ?? []).map(Number), values });
  }
  const nodes: StoredNode[] = [];
  for (const { opType, input = [], output } of graph.node ?? []) {
    const widened = opType === 'Cast' ? constants.get(input?.[0] ?? '') : undefined;
    if (widened) constants.set(output?.[0] ?? '', widened);
    else nodes.push({ operator: opType ?? '', constants: (input ?? []).flatMap((name) => constants.get(name) ?? []) });
  }
  return nodes;
}

function decode(bytes: Uint8Array): onnx.ModelProto | null {
  try {
    return onnxProto.onnx.ModelProto.decode(bytes);
  } catch {
    return null;
  }
}

/** Undefined for what holds no floating-point numbers. */
function valuesOf({ dataType, rawData }: onnx.ITensorProto): Float32Array | undefined {
  if (!rawData) return undefined;
  // Copied, since numbers need not lie at multiples of their size in a file.
  const { buffer } = Uint8Array.from(rawData);
  if (dataType === tensorTypeCodes.float32) return new Float32Array(buffer);
  if (dataType === tensorTypeCodes.float16) return Float32Array.from(new Uint16Array(buffer), halfValue);
  return undefined;
}
