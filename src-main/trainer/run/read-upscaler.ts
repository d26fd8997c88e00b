/** @file A compact upscaler read back from its ONNX file, for packages without the weights of their training; trainer process. */
import type { TrainedNetwork } from '../../../src-shared/model.ts';
import { compactUpscaler } from '../../networks/compact-upscaler.ts';
import { readOnnx, type StoredNode } from '../../onnx-trace/onnx-reader.ts';
import { upscalerModel } from './export-upscaler.ts';

export type ReadUpscaler = { readonly network: Extract<TrainedNetwork, { kind: 'compact-upscaler' }>; /** All parameters, flat. */ readonly values: Float32Array };

const colours = 3;

/**
 * Filters come back as plain ones, whatever expressed them in training. Null where the file holds another network: what
 * was read is built anew and must be the same operators on constants of the same shapes.
 */
export function readUpscaler(onnx: Uint8Array): ReadUpscaler | null {
  const nodes = readOnnx(onnx);
  const learnt = nodes?.filter(({ operator }) => operator === 'Conv' || operator === 'PRelu');
  const filters = learnt?.filter(({ operator }) => operator === 'Conv').map(({ constants }) => constants[0]?.dims ?? []);
  const [first, last] = [filters?.at(0), filters?.at(-1)];
  if (!nodes || !learnt || !filters || filters.length < 3 || !first?.[0] || !last?.[0]) return null;
  const scale = Math.sqrt(last[0] / colours);
  if (!Number.isInteger(scale) || scale < 2 || scale > 4) return null;
  const parts = learnt.flatMap(({ constants }) => constants.map(({ values }) => values));
  const values = Float32Array.from(parts.flatMap((part) => [...part]));
  const activation = learnt.length > filters.length ? 'prelu' : 'leaky';
  for (const longSkip of [true, false]) {
    const network = { kind: 'compact-upscaler', scale, width: first[0], depth: filters.length - 2, activation, filters: 'plain', longSkip } as const;
    if (fits(network, parts) && describe(readOnnx(upscalerModel(network, values)) ?? []) === describe(nodes)) return { network, values };
  }
  return null;
}

function fits(network: ReadUpscaler['network'], parts: readonly Float32Array[]): boolean {
  const { specs } = compactUpscaler(network);
  return specs.length === parts.length && specs.every(({ shape }, index) => shape.reduce((product, side) => product * side, 1) === parts[index]!.length);
}

const describe = (nodes: readonly StoredNode[]): string => JSON.stringify(nodes.map(({ operator, constants }) => [operator, constants.map(({ dims }) => dims)]));
