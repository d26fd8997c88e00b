/**
 * @file Makes a traced graph cheaper without changing what it computes. Pure.
 *
 * Equal nodes were recorded once and constants computed while tracing (`graph.ts`, `backend.ts`); what is left is to drop
 * what no output needs, and to convolve before upsampling instead of after.
 */
import type { Graph, GraphConstant, GraphNode, ValueName } from './graph.ts';
import { sameNumbers } from './layout.ts';
import { rewrite, type Rewriting } from './rewrite.ts';

export function simplify(graph: Graph): Graph {
  return rewrite(rewrite(graph, convolveBeforeUpsampling), () => undefined);
}

/**
 * "Nearest upsampling by s, then a convolution of stride 1 that keeps the size" reads each input pixel many times: output
 * pixel s*i + a sees, through tap k with padding p, input pixel i + floor((a + k - p) / s). So each of the s*s phases (a, b)
 * is a convolution of the small picture with the taps that fall on the same pixel summed, and DepthToSpace interleaves
 * them. Zero padding stays zero padding: a tap leaves the large picture exactly when it leaves the small one.
 */
function convolveBeforeUpsampling(node: GraphNode, { constantOf, producerOf, target, renamed }: Rewriting): ValueName | undefined {
  const resize = node.operator === 'Conv' ? producerOf(node.inputs[0]!) : undefined;
  const scale = resize && nearestScale(resize, constantOf(resize.inputs[2]));
  const weights = constantOf(node.inputs[1]);
  const bias = constantOf(node.inputs[2]);
  if (!scale || !weights || (node.inputs.length > 2 && !bias) || !keepsSize(node, weights)) return undefined;

  const [top, left] = node.attributes['pads'] as [number, number];
  const folded = foldWeights(weights, scale, top, left);
  const inputs = [renamed(resize.inputs[0]!), target.constant(folded.data, folded.dims, 'float32')];
  if (bias) inputs.push(target.constant(repeatEach(bias.data as Float32Array, scale * scale), [bias.data.length * scale * scale], 'float32'));
  const attributes = { kernel_shape: folded.dims.slice(2), pads: folded.pads, strides: [1, 1], dilations: [1, 1] };
  return target.node('DepthToSpace', [target.node('Conv', inputs, attributes)], { blocksize: scale, mode: 'CRD' });
}

/** The whole factor of a Resize that only repeats pixels. */
function nearestScale({ operator, attributes }: GraphNode, scales: GraphConstant | undefined): number | undefined {
  if (operator !== 'Resize' || !scales || attributes['mode'] !== 'nearest') return undefined;
  if (attributes['coordinate_transformation_mode'] !== 'asymmetric' || attributes['nearest_mode'] !== 'floor') return undefined;
  const [batch, channels, height, width] = Array.from(scales.data, Number);
  const repeats = batch === 1 && channels === 1 && height === width && Number.isInteger(height) && height! > 1;
  return repeats ? height : undefined;
}

function keepsSize({ attributes }: GraphNode, { dims }: GraphConstant): boolean {
  const { strides, dilations, pads, group } = attributes;
  const [top, left, bottom, right] = pads as [number, number, number, number];
  const [, , height, width] = dims as [number, number, number, number];
  return (
    group === undefined &&
    sameNumbers(strides as number[], [1, 1]) &&
    sameNumbers(dilations as number[], [1, 1]) &&
    top + bottom === height - 1 &&
    left + right === width - 1
  );
}

type Folded = { readonly data: Float32Array; readonly dims: number[]; readonly pads: number[] };

/** Weights out x in x height x width; `top` and `left` are the padding before. */
function foldWeights({ data, dims }: GraphConstant, scale: number, top: number, left: number): Folded {
  const [outs, ins, height, width] = dims as [number, number, number, number];
  const reach = (size: number, before: number) => ({ before: Math.ceil(before / scale), after: Math.floor((scale - 1 + size - 1 - before) / scale) });
  const [rows, columns] = [reach(height, top), reach(width, left)];
  const [newHeight, newWidth] = [rows.before + rows.after + 1, columns.before + columns.after + 1];
  const result = new Float32Array(outs * scale * scale * ins * newHeight * newWidth);
  for (let out = 0; out < outs; out++) {
    for (let phase = 0; phase < scale * scale; phase++) {
      const [a, b] = [Math.floor(phase / scale), phase % scale];
      for (let input = 0; input < ins; input++) {
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const row = Math.floor((a + y - top) / scale) + rows.before;
            const column = Math.floor((b + x - left) / scale) + columns.before;
            const from = ((out * ins + input) * height + y) * width + x;
            const to = (((out * scale * scale + phase) * ins + input) * newHeight + row) * newWidth + column;
            result[to]! += Number(data[from]);
          }
        }
      }
    }
  }
  return { data: result, dims: [outs * scale * scale, ins, newHeight, newWidth], pads: [rows.before, columns.before, rows.after, columns.after] };
}

const repeatEach = (values: Float32Array, times: number): Float32Array =>
  Float32Array.from({ length: values.length * times }, (_, index) => values[Math.floor(index / times)]!);
