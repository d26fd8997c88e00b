/** @file ONNX files as other programs write them, for tests: one operation on a picture, between ends of any form. Pure. */
import type { Levels, NetworkForm } from '../../src-shared/model.ts';
import { type Dimension, Graph, type TensorType, type ValueName } from '../onnx-trace/graph.ts';
import { halfBits } from '../onnx-trace/half.ts';
import { encodeOnnx } from '../onnx-trace/onnx-writer.ts';

export type ForeignModel = Partial<NetworkForm> & {
  /** Every pixel becomes scale x scale equal pixels. */
  readonly scale?: number;
  /** What is done to values from 0 to 1, which are cut to that range and rounded to 255 steps: nothing, or turned into their negative. */
  readonly effect?: 'copy' | 'negative';
  readonly batch?: Dimension;
};

const unit: Levels = { black: 0, white: 1 };

export function foreignModel({ layout = 'nchw', elements = 'float32', input = unit, output = unit, size, scale = 1, effect = 'copy', batch = 1 }: ForeignModel): Uint8Array {
  const graph = new Graph();
  const type: TensorType = elements;
  const dims = (width: Dimension, height: Dimension): Dimension[] => (layout === 'nchw' ? [batch, 3, height, width] : [batch, height, width, 3]);
  const work = elements === 'uint8' ? 'float32' : elements;
  const number = (value: number): ValueName => graph.constant(work === 'float16' ? Uint16Array.of(halfBits(value)) : Float32Array.of(value), [], work);

  let value = graph.input({ name: 'pixels', dims: dims(size?.width ?? 'width', size?.height ?? 'height'), type });
  if (elements === 'uint8') value = graph.node('Cast', [value], { to: 1 });
  if (layout === 'nhwc') value = graph.node('Transpose', [value], { perm: [0, 3, 1, 2] });
  value = graph.node('Div', [graph.node('Sub', [value, number(input.black)]), number(input.white - input.black)]);
  value = graph.node('Clip', [value, number(0), number(1)]);
  value = graph.node('Div', [graph.node('Round', [graph.node('Mul', [value, number(255)])]), number(255)]);
  if (effect === 'negative') value = graph.node('Sub', [number(1), value]);
  if (scale !== 1) value = graph.node('Resize', [value, '', graph.floats([1, 1, scale, scale])], { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' });
  value = graph.node('Add', [graph.node('Mul', [value, number(output.white - output.black)]), number(output.black)]);
  if (layout === 'nhwc') value = graph.node('Transpose', [value], { perm: [0, 2, 3, 1] });
  if (elements === 'uint8') value = graph.node('Cast', [value], { to: 2 });
  const after = size ? dims(size.width * scale, size.height * scale) : dims('out_width', 'out_height');
  graph.output({ name: 'painted', dims: after, type }, value);
  return encodeOnnx(graph);
}
