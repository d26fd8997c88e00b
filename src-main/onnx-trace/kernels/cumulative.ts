/** @file Kernels that add up along an axis. */
import type * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelTable } from '../kernel.ts';
import { inPlace, traced } from '../value.ts';

const cumulativeSum: Kernel<'x', tf.CumsumAttrs> = (graph, { x }, { axis, exclusive, reverse }) => {
  const { name, layout } = inPlace(graph, x);
  const along = graph.constant(Int32Array.of(layout.indexOf(axis)), [], 'int32');
  return traced(graph.node('CumSum', [name, along], { exclusive: exclusive ? 1 : 0, reverse: reverse ? 1 : 0 }), x.shape, x.type, layout);
};

export const cumulativeKernels: KernelTable = { Cumsum: cumulativeSum };
