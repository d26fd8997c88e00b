/** @file Kernels that take pictures: pools, resizes, pixel shuffle, batch normalisation. */
import type * as tf from '@tensorflow/tfjs';
import type { Attributes, Graph } from '../graph.ts';
import type { Kernel, KernelTable } from '../kernel.ts';
import { rowMajor } from '../layout.ts';
import { asPicture, picture, uniform, type Value, whole } from '../value.ts';
import { poolGeometry, shape4 } from '../window-geometry.ts';

const pool =
  (operator: string): Kernel<'x', tf.MaxPoolAttrs> =>
  (graph, { x }, attributes) => {
    const { outShape, attributes: windows } = poolGeometry(x.shape, attributes);
    const { kernel_shape, strides, pads } = windows;
    return picture(graph.node(operator, [asPicture(graph, x)], { kernel_shape, strides, pads }), outShape);
  };

type ResizeAttributes = { readonly size: readonly number[]; readonly alignCorners: boolean; readonly halfPixelCenters: boolean };

/** Sizes are given as scales where a float holds them exactly, so that the graph runs at any size. */
function resize(graph: Graph, images: Value, { size, alignCorners, halfPixelCenters }: ResizeAttributes, mode: Attributes): Value {
  const [batch, height, width, channels] = shape4(images.shape);
  const [outHeight, outWidth] = size as [number, number];
  const scales = [outHeight / height, outWidth / width];
  const exact = !alignCorners && scales.every((scale) => Math.fround(scale) === scale);
  const target = exact
    ? ['', graph.floats([1, 1, ...scales])]
    : ['', '', graph.integers([batch, channels, outHeight, outWidth])];
  const coordinates = alignCorners ? 'align_corners' : halfPixelCenters ? 'half_pixel' : 'asymmetric';
  const name = graph.node('Resize', [asPicture(graph, images), ...target], { ...mode, coordinate_transformation_mode: coordinates });
  return picture(name, [batch, outHeight, outWidth, channels]);
}

/** With half-pixel centres TensorFlow takes floor((i + 0.5) * ratio), which is ONNX's (i + 0.5) * ratio - 0.5 rounded half up. */
const resizeNearest: Kernel<'images', tf.ResizeNearestNeighborAttrs> = (graph, { images }, attributes) => {
  const nearest_mode = attributes.alignCorners || attributes.halfPixelCenters ? 'round_prefer_ceil' : 'floor';
  return resize(graph, images, attributes, { mode: 'nearest', nearest_mode });
};

const resizeBilinear: Kernel<'images', tf.ResizeBilinearAttrs> = (graph, { images }, attributes) =>
  resize(graph, images, attributes, { mode: 'linear' });

const depthToSpace: Kernel<'x', tf.DepthToSpaceAttrs> = (graph, { x }, { blockSize, dataFormat }) => {
  if (dataFormat !== 'NHWC') throw new Error(`onnx-trace: expected data format NHWC, got ${dataFormat}`);
  const [batch, height, width, channels] = shape4(x.shape);
  const name = graph.node('DepthToSpace', [asPicture(graph, x)], { blocksize: blockSize, mode: 'DCR' });
  return picture(name, [batch, height * blockSize, width * blockSize, channels / blockSize ** 2]);
};

type NormalisationInputs = { readonly x: Value; readonly mean: Value; readonly variance: Value; readonly scale?: Value; readonly offset?: Value };
function batchNormalisation(graph: Graph, { x, mean, variance, scale, offset }: NormalisationInputs, { varianceEpsilon }: tf.FusedBatchNormAttrs): Value {
  const statistics = [scale ?? uniform(1, mean.shape, 'float32'), offset ?? uniform(0, mean.shape, 'float32'), mean, variance];
  const inputs = [asPicture(graph, x), ...statistics.map((value) => whole(graph, value, rowMajor(1)))];
  return picture(graph.node('BatchNormalization', inputs, { epsilon: { float: varianceEpsilon } }), x.shape);
}

export const pictureKernels: KernelTable = {
  MaxPool: pool('MaxPool'),
  AvgPool: pool('AveragePool'),
  ResizeNearestNeighbor: resizeNearest,
  ResizeBilinear: resizeBilinear,
  DepthToSpace: depthToSpace,
  FusedBatchNorm: batchNormalisation,
};
