/** @file Makes the recording kernels known to TensorFlow.js, and computes at once what depends on constants only. */
import * as tf from '@tensorflow/tfjs';
import { backendName, constantOf, type TraceBackend } from './backend.ts';
import type { KernelTable } from './kernel.ts';
import { type Constant, numbers, type Value } from './value.ts';

/**
 * Registers a kernel for every name that TensorFlow.js's CPU backend knows. `lazy` kernels always record; the `recorded`
 * ones where an input is traced; what depends on constants only is computed at once by the CPU's kernel.
 */
export function registerKernels(backend: TraceBackend, lazy: KernelTable, recorded: KernelTable): void {
  const names = new Set([...tf.getKernelsForBackend('cpu').map((kernel) => kernel.kernelName), ...Object.keys(lazy), ...Object.keys(recorded)]);
  for (const kernelName of names) {
    const kernelFunc: tf.KernelFunc = ({ inputs, attrs }) => {
      const present = Object.entries(inputs).filter((entry): entry is [string, tf.TensorInfo] => Boolean(entry[1]));
      const values: Record<string, Value> = Object.fromEntries(present.map(([name, tensor]) => [name, backend.valueFor(tensor)]));
      const known = Object.values(values).every((value) => value.kind === 'constant');
      const kernel = lazy[kernelName] ?? (known ? undefined : recorded[kernelName]);
      if (!kernel && !known) throw new Error(`onnx-trace: expected a kernel that can be recorded, got ${kernelName}`);
      const result = kernel ? kernel(backend.recording(), values as never, attrs as never) : computed(kernelName, values as Record<string, Constant>, attrs, inputs);
      return Array.isArray(result) ? result.map((value) => backend.store(value as Value)) : backend.store(result as Value);
    };
    tf.registerKernel({ kernelName, backendName, kernelFunc });
  }
}

/** Constant folding, by the kernel that defines what the right answer is. */
function computed(kernelName: string, values: Record<string, Constant>, attrs: tf.NamedAttrMap | undefined, inputs: tf.NamedTensorInfoMap): Value | Value[] {
  const cpu = tf.findBackend('cpu');
  const kernel = tf.getKernel(kernelName, 'cpu');
  const asTensor = (value: Constant): tf.TensorInfo => {
    const shape = [...value.shape];
    return { dataId: cpu.write(numbers(value), shape, value.type), shape, dtype: value.type };
  };
  const tensors = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asTensor(value)]));
  const given = Array.isArray(inputs) ? Object.values(tensors) : tensors;
  const results = kernel.kernelFunc({ inputs: given as tf.NamedTensorInfoMap, attrs: attrs ?? {}, backend: cpu });
  const read = ({ dataId, shape, dtype }: tf.TensorInfo): Constant => constantOf(cpu.readSync(dataId), shape, dtype);
  const constants = Array.isArray(results) ? results.map(read) : read(results);
  for (const tensor of Object.values(tensors)) cpu.disposeData(tensor.dataId);
  for (const tensor of [results].flat()) cpu.disposeData(tensor.dataId);
  return constants;
}
