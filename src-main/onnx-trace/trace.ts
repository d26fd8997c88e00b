/**
 * @file Turns a function of TensorFlow.js tensors into an ONNX model. Runs wherever models are built.
 *
 * The function runs once without computing anything: each kernel records what it would have done. It must depend on its
 * tensors only through TensorFlow.js operations; asking for their values throws.
 */
import * as tf from '@tensorflow/tfjs';
import { backendName, TraceBackend } from './backend.ts';
import { type Dimension, Graph } from './graph.ts';
import { type Layout, permute, rowMajor } from './layout.ts';
import { activationKernels } from './kernels/activation.ts';
import { arithmeticKernels } from './kernels/arithmetic.ts';
import { convolutionKernels } from './kernels/convolution.ts';
import { convolutionGradientKernels } from './kernels/convolution-gradient.ts';
import { creationKernels } from './kernels/creation.ts';
import { cumulativeKernels } from './kernels/cumulative.ts';
import { matrixKernels } from './kernels/matrix.ts';
import { movementKernels } from './kernels/movement.ts';
import { pictureKernels } from './kernels/picture.ts';
import { pictureGradientKernels } from './kernels/picture-gradient.ts';
import { reductionKernels } from './kernels/reduction.ts';
import { withDirectOutputs } from './direct-outputs.ts';
import { storeInHalves } from './half-storage.ts';
import { encodeOnnx } from './onnx-writer.ts';
import { registerKernels } from './register-kernels.ts';
import { simplify } from './simplify.ts';
import { firstDifference } from './size-independence.ts';
import type { ValueType } from './value.ts';

export type TraceInput = {
  /** As TensorFlow.js sees it. A name stands for a size that may differ from run to run. */
  readonly shape: readonly Dimension[];
  /** How the model takes it; row-major if absent. */
  readonly layout?: Layout;
  readonly type?: ValueType;
};
type TraceOutput = { readonly layout?: Layout };
export type TracePorts<Input extends string, Output extends string> = {
  readonly inputs: Readonly<Record<Input, TraceInput>>;
  /** How results leave the model; row-major if absent. */
  readonly outputs?: Readonly<Partial<Record<Output, TraceOutput>>>;
  /** Sizes given by name are multiples of this; 1 if absent. */
  readonly sizeMultiple?: number;
  /** Keeps large constants in 16 bits; the model computes in 32 all the same. */
  readonly halves?: boolean;
  /** Results leave the model from the nodes that make them, not through a copy each. */
  readonly direct?: boolean;
};

/** @throws where the function uses an operation that cannot be recorded, or its graph would fit one size only. */
export function traceModel<Input extends string, Output extends string>(
  body: (inputs: Record<Input, tf.Tensor>) => Record<Output, tf.Tensor>,
  ports: TracePorts<Input, Output>,
): Uint8Array {
  const multiple = ports.sizeMultiple ?? 1;
  const named = [...new Set(Object.values<TraceInput>(ports.inputs).flatMap(({ shape }) => shape.filter((size) => typeof size === 'string')))];
  const trial = (step: number) => new Map(named.map((name, index) => [name, multiple * (Math.ceil(64 / multiple) + 3 * index + step)]));
  const trace = (sizes: ReadonlyMap<string, number>) => simplify(record(body as Body, ports, sizes));

  const encode = (graph: Graph) => {
    const stored = ports.halves ? storeInHalves(graph) : graph;
    return encodeOnnx(ports.direct ? withDirectOutputs(stored) : stored);
  };
  const graph = trace(trial(0));
  if (named.length === 0) return encode(graph);
  // A second trace at the neighbouring sizes must record the same, or a size has found its way into the graph.
  const other = trace(trial(1));
  const difference = firstDifference(graph, other);
  if (difference) throw new Error(`onnx-trace: expected the same graph at every ${named.join(' and ')}, got a size written into ${difference}`);
  return encode(withNamedOutputSizes(graph, other));
}

type Body = (inputs: Record<string, tf.Tensor>) => Record<string, tf.Tensor>;

function record(body: Body, { inputs, outputs = {} }: TracePorts<string, string>, sizes: ReadonlyMap<string, number>): Graph {
  const graph = new Graph();
  recordingInto(graph, (backend) => {
    const tensors = Object.entries(inputs).map(([name, { shape, layout = rowMajor(shape.length), type = 'float32' }]) => {
      const actual = shape.map((size) => (typeof size === 'number' ? size : sizes.get(size)!));
      return [name, backend.input({ name, dims: permute(shape, layout), type }, actual, layout)];
    });
    const results = body(Object.fromEntries(tensors) as Record<string, tf.Tensor>);
    for (const [name, tensor] of Object.entries(results)) {
      const order = outputs[name]?.layout ?? rowMajor(tensor.shape.length);
      backend.output({ name, dims: permute(tensor.shape, order), type: tensor.dtype as ValueType }, tensor, order);
    }
  });
  return graph;
}

let registered: TraceBackend | undefined;
function traceBackend(): TraceBackend {
  if (registered) return registered;
  const backend = new TraceBackend();
  tf.registerBackend(backendName, () => backend, 0);
  registerKernels(backend, creationKernels, {
    ...arithmeticKernels,
    ...activationKernels,
    ...reductionKernels,
    ...movementKernels,
    ...convolutionKernels,
    ...convolutionGradientKernels,
    ...pictureKernels,
    ...pictureGradientKernels,
    ...matrixKernels,
    ...cumulativeKernels,
  });
  registered = backend;
  return backend;
}

/** A backend made synchronously is in place as soon as `setBackend` returns; its promise adds nothing. */
function recordingInto(graph: Graph, work: (backend: TraceBackend) => void): void {
  const backend = traceBackend();
  if (backend.graph) throw new Error('onnx-trace: expected one trace at a time, got a trace inside another');
  const previous = tf.getBackend();
  void tf.setBackend(backendName);
  backend.graph = graph;
  try {
    tf.tidy(() => {
      work(backend);
    });
  } finally {
    backend.graph = null;
    void tf.setBackend(previous || 'cpu');
  }
}

/** Where the two traces differ in the size of an output, the size is named after its port and stored axis. */
function withNamedOutputSizes(graph: Graph, other: Graph): Graph {
  const outputs = graph.outputs.map((port, index) => {
    const dims = port.dims.map((size, axis) => (size === other.outputs[index]!.dims[axis] ? size : `${port.name}_${axis}`));
    return { ...port, dims };
  });
  graph.outputs.splice(0, outputs.length, ...outputs);
  return graph;
}
