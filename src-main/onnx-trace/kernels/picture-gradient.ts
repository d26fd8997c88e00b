/** @file Kernels of the gradients of pools and resizes: ONNX has none, so each is made of operators that it has. */
import type * as tf from '@tensorflow/tfjs';
import type { Graph, ValueName } from '../graph.ts';
import type { Kernel, KernelTable } from '../kernel.ts';
import type { Shape } from '../layout.ts';
import { asPicture, picture } from '../value.ts';
import { poolGeometry, shape4 } from '../window-geometry.ts';

type ResizeAttributes = { readonly alignCorners: boolean; readonly halfPixelCenters?: boolean };
/** Which source elements make one target element, and by how much. */
type Taps = (position: number, length: number) => readonly (readonly [index: number, weight: number])[];

/** Resizing is a product with a matrix along each axis; its adjoint, one with their transposes. */
const resizeGradient =
  (taps: (attributes: ResizeAttributes) => Taps): Kernel<'images' | 'dy', ResizeAttributes> =>
  (graph, { images, dy }, attributes) => {
    const [, height, width] = shape4(images.shape);
    const [, outHeight, outWidth] = shape4(dy.shape);
    const matrix = (from: number, to: number) => interpolation(from, to, attributes, taps(attributes));
    const columns = graph.node('MatMul', [asPicture(graph, dy), graph.constant(matrix(width, outWidth), [outWidth, width], 'float32')]);
    const transposed = graph.node('Transpose', [graph.constant(matrix(height, outHeight), [outHeight, height], 'float32')], { perm: [1, 0] });
    return picture(graph.node('MatMul', [transposed, columns]), images.shape);
  };

/** to x from. */
function interpolation(from: number, to: number, { alignCorners, halfPixelCenters = false }: ResizeAttributes, taps: Taps): Float32Array {
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  const matrix = new Float32Array(to * from);
  for (let row = 0; row < to; row++) {
    const position = halfPixelCenters ? (row + 0.5) * scale - 0.5 : row * scale;
    for (const [index, weight] of taps(position, from)) matrix[row * from + index]! += weight;
  }
  return matrix;
}

const linear = (): Taps => (position, length) => {
  const [low, high] = [Math.floor(position), Math.floor(position) + 1].map((index) => Math.min(Math.max(index, 0), length - 1)) as [number, number];
  const weight = position - Math.floor(position);
  return [[low, 1 - weight], [high, weight]];
};

const nearest = ({ alignCorners, halfPixelCenters }: ResizeAttributes): Taps => (position, length) => {
  const index = alignCorners || halfPixelCenters ? Math.floor(position + 0.5) : Math.floor(position);
  return [[Math.min(Math.max(index, 0), length - 1), 1]];
};

type PoolAttributes = Pick<tf.MaxPoolAttrs, 'filterSize' | 'strides' | 'pad'>;
type Windows = ReturnType<typeof poolGeometry>['attributes'];

/**
 * Each window's gradient goes to the first of its largest elements. A grouped convolution with one-hot filters lays the
 * elements of each window out as channels, a transposed one puts them back.
 */
const maxPoolGradient: Kernel<'dy' | 'input' | 'output', PoolAttributes> = (graph, { dy, input, output }, attributes) => {
  const { attributes: windows } = poolGeometry(input.shape, attributes);
  const [, , , channels] = shape4(input.shape);
  const [height, width] = windows.kernel_shape as [number, number];
  const taps = height * width;
  // Low enough never to be the largest, and finite, so that times zero it is zero.
  const border = graph.node('Pad', [asPicture(graph, input), graph.integers([0, 0, ...windows.pads.slice(0, 2), 0, 0, ...windows.pads.slice(2)]), graph.scalar(-1e30)], { mode: 'constant' });
  const oneHot = graph.constant(oneHotFilters(channels, taps), [channels * taps, 1, height, width], 'float32');
  const elements = graph.node('Conv', [border, oneHot], { kernel_shape: [height, width], strides: windows.strides, group: channels });

  const [batch, rows, columns] = shape4(output.shape);
  const apart = (name: ValueName, count: number) => graph.node('Reshape', [name, graph.integers([batch, channels, count, rows, columns])]);
  const largest = graph.node('Equal', [apart(elements, taps), apart(asPicture(graph, output), 1)]);
  const counted = graph.node('Cast', [largest], { to: 1 });
  const before = graph.node('CumSum', [counted, graph.constant(Int32Array.of(2), [], 'int32')], { exclusive: 1 });
  const first = graph.node('Mul', [counted, graph.node('Cast', [graph.node('Less', [before, graph.scalar(0.5)])], { to: 1 })]);
  const dealt = graph.node('Mul', [first, apart(asPicture(graph, dy), 1)]);
  const flat = graph.node('Reshape', [dealt, graph.integers([batch, channels * taps, rows, columns])]);
  return picture(spread(graph, flat, oneHot, channels, windows, input.shape, output.shape), input.shape);
};

/** Channel c * taps + t of the result is tap t of channel c. */
function oneHotFilters(channels: number, taps: number): Float32Array {
  const filters = new Float32Array(channels * taps * taps);
  for (let filter = 0; filter < channels * taps; filter++) filters[filter * taps + (filter % taps)] = 1;
  return filters;
}

/** TensorFlow.js counts padding as elements; a mean over what is there, as its forward kernel takes it, needs its own divisors. */
const averagePoolGradient: Kernel<'dy' | 'input', PoolAttributes> = (graph, { dy, input }, attributes) => {
  const { attributes: windows } = poolGeometry(input.shape, attributes);
  const [, , , channels] = shape4(input.shape);
  const [, rows, columns] = shape4(dy.shape);
  const [height, width] = windows.kernel_shape as [number, number];
  const shares = graph.constant(windowShares(shape4(input.shape), rows, columns, windows), [1, 1, rows, columns], 'float32');
  const ones = graph.constant(new Float32Array(channels * height * width).fill(1), [channels, 1, height, width], 'float32');
  const shared = graph.node('Mul', [asPicture(graph, dy), shares]);
  return picture(spread(graph, shared, ones, channels, windows, input.shape, dy.shape), input.shape);
};

/** One over the number of elements that each window has inside the picture. */
function windowShares([, height, width]: readonly number[], rows: number, columns: number, { kernel_shape, strides, pads }: Windows): Float32Array {
  const inside = (index: number, side: 0 | 1, length: number) => {
    const start = index * strides[side]! - pads[side]!;
    return Math.min(start + kernel_shape[side]!, length) - Math.max(start, 0);
  };
  return Float32Array.from({ length: rows * columns }, (_, index) => 1 / (inside(Math.floor(index / columns), 0, height!) * inside(index % columns, 1, width!)));
}

/** Puts windows back to where they were cut from, adding where they overlap. */
function spread(graph: Graph, windowed: ValueName, filters: ValueName, channels: number, { kernel_shape, strides, pads }: Windows, inputShape: Shape, outShape: Shape): ValueName {
  const output_padding = [0, 1].map((side) => inputShape[side + 1]! + pads[side]! + pads[side + 2]! - (outShape[side + 1]! - 1) * strides[side]! - kernel_shape[side]!);
  return graph.node('ConvTranspose', [windowed, filters], { kernel_shape, strides, pads, output_padding, group: channels });
}

export const pictureGradientKernels: KernelTable = {
  ResizeBilinearGrad: resizeGradient(linear),
  ResizeNearestNeighborGrad: resizeGradient(nearest),
  MaxPoolGrad: maxPoolGradient,
  AvgPoolGrad: averagePoolGradient,
};
