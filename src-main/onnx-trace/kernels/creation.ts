/** @file Kernels that need only the shape of their inputs, or only rename them: they stay lazy even where all is known. */
import * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelTable } from '../kernel.ts';
import { product } from '../layout.ts';
import { reshape, transpose } from '../reshape.ts';
import { uniform, type ValueType } from '../value.ts';

const fill: Kernel<never, tf.FillAttrs> = (_graph, _inputs, { shape, value, dtype }) => {
  if (typeof value !== 'number') throw new Error(`onnx-trace: expected a number to fill with, got ${value}`);
  return uniform(value, shape, dtype as ValueType);
};

export const creationKernels: KernelTable = {
  Fill: fill,
  ZerosLike: ((_graph, { x }) => uniform(0, x.shape, x.type)) satisfies Kernel<'x'>,
  OnesLike: ((_graph, { x }) => uniform(1, x.shape, x.type)) satisfies Kernel<'x'>,
  Identity: ((_graph, { x }) => x) satisfies Kernel<'x'>,
  Reshape: ((graph, { x }, { shape }) => reshape(graph, x, tf.util.inferFromImplicitShape(shape, product(x.shape)))) satisfies Kernel<'x', tf.ReshapeAttrs>,
  ExpandDims: ((graph, { input }, { dim }) =>
    reshape(graph, input, input.shape.toSpliced(dim < 0 ? input.shape.length + 1 + dim : dim, 0, 1))) satisfies Kernel<'input', tf.ExpandDimsAttrs>,
  Transpose: ((_graph, { x }, { perm }) => transpose(x, perm)) satisfies Kernel<'x', tf.TransposeAttrs>,
};
