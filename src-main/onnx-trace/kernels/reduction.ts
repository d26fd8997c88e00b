/** @file Kernels that reduce axes. */
import * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelTable } from '../kernel.ts';
import { reshape } from '../reshape.ts';
import { inPlace, traced } from '../value.ts';

/** TensorFlow.js gives the axes of Max under another name. */
type ReductionAttributes = { readonly axis?: number | number[]; readonly reductionIndices?: number | number[]; readonly keepDims?: boolean };

const reduction =
  (operator: string): Kernel<'x', ReductionAttributes> =>
  (graph, { x }, { axis, reductionIndices = axis, keepDims = false }) => {
    const axes = tf.util.parseAxisParam(reductionIndices ?? x.shape.map((_, index) => index), [...x.shape]);
    const { name, layout } = inPlace(graph, x);
    const places = axes.map((logical) => layout.indexOf(logical)).sort((a, b) => a - b);
    const kept = x.shape.map((size, index) => (axes.includes(index) ? 1 : size));
    const reduced = traced(graph.node(operator, [name, graph.integers(places)], { keepdims: 1 }), kept, x.type, layout);
    return keepDims ? reduced : reshape(graph, reduced, x.shape.filter((_, index) => !axes.includes(index)));
  };

export const reductionKernels: KernelTable = {
  Sum: reduction('ReduceSum'),
  Mean: reduction('ReduceMean'),
  Max: reduction('ReduceMax'),
  Min: reduction('ReduceMin'),
  Prod: reduction('ReduceProd'),
};
