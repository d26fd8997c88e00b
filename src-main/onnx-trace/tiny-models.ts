/**
 * @file ONNX models of one or two nodes with answers known beforehand, for device probes and tests. Pure.
 *
 * But for `identitiesModel`, each takes `input` and gives `output`, float32 NCHW, 1 x 3 x height x width, any height and width.
 */
import { Graph, type ValueName } from './graph.ts';
import type { Shape } from './layout.ts';
import { encodeOnnx } from './onnx-writer.ts';

function model(describe: (graph: Graph, input: ValueName) => ValueName): Uint8Array {
  const graph = new Graph();
  const input = graph.input({ name: 'input', dims: [1, 3, 'height', 'width'], type: 'float32' });
  const output = describe(graph, input);
  graph.output({ name: 'output', dims: [1, 3, 'out_height', 'out_width'], type: 'float32' }, output);
  return encodeOnnx(graph);
}

function nearestUpscale(graph: Graph, image: ValueName, scale: number): ValueName {
  const attributes = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
  return graph.node('Resize', [image, '', graph.floats([1, 1, scale, scale])], attributes);
}

/** output = input. */
export function identityModel(): Uint8Array {
  return model((_graph, input) => input);
}

/** Gives each `output0`, `output1` and so on as `input0`, `input1`, in the given shapes. */
export function identitiesModel(shapes: readonly Shape[]): Uint8Array {
  const graph = new Graph();
  for (const [index, dims] of shapes.entries()) {
    const input = graph.input({ name: `input${index}`, dims, type: 'float32' });
    graph.output({ name: `output${index}`, dims, type: 'float32' }, input);
  }
  return encodeOnnx(graph);
}

/** Every pixel becomes scale x scale equal pixels. */
export function nearestUpscaleModel(scale: number): Uint8Array {
  return model((graph, input) => nearestUpscale(graph, input, scale));
}

/** Every output value is `value`, which may be NaN or infinite; the output is `scale` times as wide and high as the input. */
export function constantModel(value: number, scale: number): Uint8Array {
  return model((graph, input) => {
    const upscaled = nearestUpscale(graph, input, scale);
    const nothing = graph.node('Less', [upscaled, upscaled]);
    return graph.node('Where', [nothing, upscaled, graph.scalar(value)]);
  });
}

/** A 3x3 convolution that takes the mean of a pixel and its eight neighbours in its own channel, zeros outside, times `gain`; then enlarged. */
export function boxBlurModel(scale = 1, gain = 1): Uint8Array {
  return model((graph, input) => {
    const weights = graph.constant(new Float32Array(27).fill(gain / 9), [3, 1, 3, 3], 'float32');
    const blurred = graph.node('Conv', [input, weights], { kernel_shape: [3, 3], pads: [1, 1, 1, 1], group: 3 });
    return scale === 1 ? blurred : nearestUpscale(graph, blurred, scale);
  });
}
