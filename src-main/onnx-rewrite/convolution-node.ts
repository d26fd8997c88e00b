/** @file What a Conv node of a graph does, as far as rewriting it needs to know. Pure; any exporter's files. */
import type { ConstantValues } from './constant-values.ts';
import type { Node } from './model-graph.ts';

/** A convolution of two dimensions with constant filters; `filter` is outputs x inputs of a group x height x width. */
export type Convolution = { readonly filter: ConstantValues; readonly bias: ConstantValues | null; readonly groups: number; /** Whether the result has its input's height and width. */ readonly keepsSize: boolean };

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
  return { filter, bias, groups: Number(node.attribute?.find((it) => it.name === 'group')?.i ?? 1), keepsSize: !automatic && keepsSide(0) && keepsSide(1) };
}

/** Mixes the channels of each pixel and looks at no other. */
export const isPointwise = ({ filter, groups, keepsSize }: Convolution): boolean => groups === 1 && keepsSize && filter.dims[2] === 1 && filter.dims[3] === 1;
