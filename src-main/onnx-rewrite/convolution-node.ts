/** @file What a Conv node of a graph does, as far as rewriting it needs to know. Pure; any exporter's files. */
import type { ConstantValues } from './constant-values.ts';
import type { Node } from './model-graph.ts';

/** A convolution of two dimensions with constant filters; `filter` is outputs x inputs of a group x height x width. */
export type Convolution = {
  readonly filter: ConstantValues;
  readonly bias: ConstantValues | null;
  readonly groups: number;
  /** Whether the result has its input's height and width. */
  readonly keepsSize: boolean;
  /** How far a square filter without gaps looks to each side, with zeros beyond the edges, every pixel its own; null for others. */
  readonly reach: number | null;
};

/** Channels that the widest processors hold together; ONNX Runtime computes as many, wanted or not. Others have smaller blocks, which divide it. */
export const channelBlock = 16;

/** Null for what is none. */
export function convolutionOf(node: Node, constants: ReadonlyMap<string, ConstantValues>): Convolution | null {
  const [, filterName = '', biasName = ''] = node.input ?? [];
  const filter = constants.get(filterName);
  const bias = biasName === '' ? null : constants.get(biasName);
  if (node.opType !== 'Conv' || filter?.dims.length !== 4 || bias === undefined) return null;
  const numbers = (name: string, usual: readonly number[]): readonly number[] => node.attribute?.find((it) => it.name === name)?.ints?.map(Number) ?? usual;
  const autoPad = node.attribute?.find((it) => it.name === 'auto_pad')?.s;
  const automatic = autoPad && !['', 'NOTSET'].includes(Buffer.from(autoPad).toString());
  const [pads, strides, dilations] = [numbers('pads', [0, 0, 0, 0]), numbers('strides', [1, 1]), numbers('dilations', [1, 1])];
  const keepsSide = (side: 0 | 1) => strides[side] === 1 && dilations[side]! * (filter.dims[side + 2]! - 1) === pads[side]! + pads[side + 2]!;
  const keepsSize = !automatic && keepsSide(0) && keepsSide(1);
  const [height = 0, width = 0] = filter.dims.slice(2);
  const isEven = height === width && height % 2 === 1 && dilations.every((dilation) => dilation === 1) && pads.every((pad) => pad === pads[0]);
  return { filter, bias, groups: Number(node.attribute?.find((it) => it.name === 'group')?.i ?? 1), keepsSize, reach: keepsSize && isEven ? (height - 1) / 2 : null };
}

/** Mixes the channels of each pixel and looks at no other. */
export const isPointwise = ({ filter, groups, keepsSize }: Convolution): boolean => groups === 1 && keepsSize && filter.dims[2] === 1 && filter.dims[3] === 1;
