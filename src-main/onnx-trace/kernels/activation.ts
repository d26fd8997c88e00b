/** @file Kernels of activation functions, and the activations that fused kernels name. */
import type * as tf from '@tensorflow/tfjs';
import { broadcast, elementwise, unary } from '../elementwise.ts';
import { type Graph, tensorTypeCodes } from '../graph.ts';
import type { Kernel, KernelTable } from '../kernel.ts';
import { sameNumbers } from '../layout.ts';
import { inPlace, traced, uniform, type Value } from '../value.ts';
import { add } from './arithmetic.ts';

const zero = uniform(0, [], 'float32');
const relu = (graph: Graph, x: Value): Value => unary(graph, 'Relu', x);
const relu6 = (graph: Graph, x: Value): Value => elementwise(graph, 'Clip', [x, zero, uniform(6, [], 'float32')], 'float32');
const elu = (graph: Graph, x: Value): Value => unary(graph, 'Elu', x);
const leakyRelu = (graph: Graph, x: Value, alpha: number): Value => unary(graph, 'LeakyRelu', x, { alpha: { float: alpha } });

/** ONNX's PRelu is one pass, but wants its slope to broadcast to x; where x repeats lazily, a choice does not care. */
function prelu(graph: Graph, x: Value, alpha: Value): Value {
  const fits = sameNumbers(x.extent, x.shape) && sameNumbers(broadcast(x.shape, alpha.shape), x.shape);
  if (x.kind === 'traced' && fits) return elementwise(graph, 'PRelu', [x, alpha], 'float32');
  return elementwise(graph, 'Where', [elementwise(graph, 'Less', [x, zero], 'bool'), elementwise(graph, 'Mul', [x, alpha], 'float32'), x], 'float32');
}

/** A cast takes half the time of a choice. */
const step: Kernel<'x', tf.StepAttrs> = (graph, { x }, { alpha }) => {
  const above = elementwise(graph, 'Greater', [x, zero], 'bool');
  if (alpha === 0) return unary(graph, 'Cast', above, { to: tensorTypeCodes.float32 }, 'float32');
  return elementwise(graph, 'Where', [above, uniform(1, [], 'float32'), uniform(alpha, [], 'float32')], 'float32');
};

/** From the result: where that is not negative the slope is 1, else the result plus 1. */
const eluGradient: Kernel<'dy' | 'y'> = (graph, { dy, y }) => {
  const below = elementwise(graph, 'Mul', [dy, add(graph, y, uniform(1, [], 'float32'))], 'float32');
  return elementwise(graph, 'Where', [elementwise(graph, 'Less', [y, zero], 'bool'), below, dy], 'float32');
};

const softmax: Kernel<'logits', tf.SoftmaxAttrs> = (graph, { logits }, { dim }) => {
  const { name, layout } = inPlace(graph, logits);
  return traced(graph.node('Softmax', [name], { axis: layout.indexOf(dim) }), logits.shape, 'float32', layout);
};

export type Fusion = { readonly activation?: string; readonly leakyreluAlpha?: number };
type FusedInputs = Readonly<Partial<Record<'bias' | 'preluActivationWeights', Value>>>;

/** What fused kernels do after their sum: add the bias, apply the activation. */
export function finish(graph: Graph, x: Value, { bias, preluActivationWeights }: FusedInputs, { activation = 'linear', leakyreluAlpha }: Fusion): Value {
  const sum = bias ? add(graph, x, bias) : x;
  switch (activation) {
    case 'linear':
      return sum;
    case 'relu':
      return relu(graph, sum);
    case 'relu6':
      return relu6(graph, sum);
    case 'elu':
      return elu(graph, sum);
    case 'sigmoid':
      return unary(graph, 'Sigmoid', sum);
    case 'leakyrelu':
      return leakyRelu(graph, sum, leakyreluAlpha!);
    case 'prelu':
      return prelu(graph, sum, preluActivationWeights!);
    default:
      throw new Error(`onnx-trace: expected a known activation for a fused kernel, got ${activation}`);
  }
}

export const activationKernels: KernelTable = {
  Relu: ((graph, { x }) => relu(graph, x)) satisfies Kernel<'x'>,
  Relu6: ((graph, { x }) => relu6(graph, x)) satisfies Kernel<'x'>,
  Elu: ((graph, { x }) => elu(graph, x)) satisfies Kernel<'x'>,
  EluGrad: eluGradient,
  Selu: ((graph, { x }) => unary(graph, 'Selu', x)) satisfies Kernel<'x'>,
  LeakyRelu: ((graph, { x }, { alpha }) => leakyRelu(graph, x, alpha)) satisfies Kernel<'x', tf.LeakyReluAttrs>,
  Prelu: ((graph, { x, alpha }) => prelu(graph, x, alpha)) satisfies Kernel<'x' | 'alpha'>,
  Sigmoid: ((graph, { x }) => unary(graph, 'Sigmoid', x)) satisfies Kernel<'x'>,
  Tanh: ((graph, { x }) => unary(graph, 'Tanh', x)) satisfies Kernel<'x'>,
  Softplus: ((graph, { x }) => unary(graph, 'Softplus', x)) satisfies Kernel<'x'>,
  Step: step,
  Softmax: softmax,
};
