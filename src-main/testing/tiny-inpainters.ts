/** @file Inpainters for tests with the ends of well-known ones: each paints one colour into the hole and gives the rest as it is. */
import { Graph, type Port, tensorTypeCodes, type ValueName } from '../onnx-trace/graph.ts';
import { encodeOnnx } from '../onnx-trace/onnx-writer.ts';
import type { TinyNetwork } from './model-package.ts';

/** What is painted: red, green and blue in [0, 1]. */
export const paint = [0.2, 0.4, 0.6] as const;

type Ends = { readonly picture: ValueName; readonly hole: ValueName; readonly black: number; readonly white: number };

function inpainter(output: Port, describe: (graph: Graph) => Ends): Uint8Array {
  const graph = new Graph();
  const { picture, hole, black, white } = describe(graph);
  const colour = graph.constant(Float32Array.from(paint, (value) => black + (white - black) * value), [1, 3, 1, 1], 'float32');
  const kept = graph.node('Mul', [picture, graph.node('Sub', [graph.scalar(1), hole])]);
  const filled = graph.node('Add', [kept, graph.node('Mul', [colour, hole])]);
  graph.output(output, output.type === 'uint8' ? graph.node('Cast', [filled], { to: tensorTypeCodes.uint8 }) : filled);
  return encodeOnnx(graph);
}

/** LaMa as it is often exported: `image` in [0, 1] and `mask` with 1 in the hole, of one size; gives 0 to 255. */
export function lamaShaped(side: number): TinyNetwork {
  const bytes = inpainter({ name: 'output', dims: [1, 3, side, side], type: 'float32' }, (graph) => {
    const image = graph.input({ name: 'image', dims: [1, 3, side, side], type: 'float32' });
    const hole = graph.input({ name: 'mask', dims: [1, 1, side, side], type: 'float32' });
    return { picture: graph.node('Mul', [image, graph.scalar(255)]), hole, black: 0, white: 255 };
  });
  return { bytes, scale: 1, input: 'image', mask: 'mask', inpainter: { hole: 1, known: 0, output: { black: 0, white: 255 }, elements: 'float32', side } };
}

/** MI-GAN's generator: one input of four planes, first the mask, 0.5 where the picture is known and -0.5 in the hole; [-1, 1], 0 in the hole. */
export function miganShaped(side: number): TinyNetwork {
  const levels = { black: -1, white: 1 };
  const bytes = inpainter({ name: 'output', dims: [1, 3, side, side], type: 'float32' }, (graph) => {
    const input = graph.input({ name: 'input', dims: [1, 4, side, side], type: 'float32' });
    const planes = (first: number, end: number) => graph.node('Slice', [input, graph.integers([first]), graph.integers([end]), graph.integers([1])]);
    // What is not blanked would show: the picture counts in the hole as well.
    const hole = graph.node('Sub', [graph.scalar(0.5), planes(0, 1)]);
    return { picture: graph.node('Add', [planes(1, 4), graph.node('Mul', [planes(1, 4), hole])]), hole, ...levels };
  });
  return { bytes, scale: 1, inpainter: { maskPlane: 'first', hole: -0.5, known: 0.5, input: levels, output: levels, blank: 0, elements: 'float32', side } };
}

/** MI-GAN with all that is around it: bytes of any size, the mask 0 in the hole and 255 elsewhere. */
export function miganPipelineShaped(): TinyNetwork {
  const bytes = inpainter({ name: 'result', dims: [1, 3, 'height', 'width'], type: 'uint8' }, (graph) => {
    const toFloat = (name: ValueName) => graph.node('Cast', [name], { to: tensorTypeCodes.float32 });
    const picture = toFloat(graph.input({ name: 'image', dims: [1, 3, 'height', 'width'], type: 'uint8' }));
    const known = toFloat(graph.input({ name: 'mask', dims: [1, 1, 'height', 'width'], type: 'uint8' }));
    return { picture, hole: graph.node('Sub', [graph.scalar(1), graph.node('Div', [known, graph.scalar(255)])]), black: 0, white: 255 };
  });
  return { bytes, scale: 1, input: 'image', mask: 'mask', output: 'result', range: 255, inpainter: { hole: 0, known: 255, elements: 'uint8' } };
}
