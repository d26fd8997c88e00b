/**
 * @file The TensorFlow.js backend that records instead of computing. It holds the graph that is
 * being traced, and what each tensor stands for.
 */
import * as tf from '@tensorflow/tfjs';
import type { Graph, Port } from './graph.ts';
import type { Layout } from './layout.ts';
import { reshape } from './reshape.ts';
import { constant, type Constant, traced, type Value, type ValueType, whole } from './value.ts';

export const backendName = 'onnx-trace';

export class TraceBackend extends tf.KernelBackend {
  graph: Graph | null = null;
  private readonly values = new Map<tf.DataId, Value>();

  /** Starts a tensor that is given to the graph from outside. */
  input(port: Port, shape: readonly number[], layout: Layout): tf.Tensor {
    const name = this.recording().input(port);
    const { dataId, dtype } = this.store(traced(name, shape, port.type as ValueType, layout));
    return tf.engine().makeTensorFromDataId(dataId, [...shape], dtype);
  }

  /** Gives a tensor to the outside, stored in the given layout. */
  output(port: Port, tensor: tf.Tensor, layout: Layout): void {
    const graph = this.recording();
    graph.output(port, whole(graph, this.valueFor(tensor), layout));
  }

  recording(): Graph {
    if (!this.graph) throw new Error('onnx-trace: expected a function to be traced, got a call outside of one');
    return this.graph;
  }

  /** What a tensor stands for. A tensor of another backend, such as a model's weights, is read as a constant. */
  valueFor(tensor: tf.TensorInfo): Value {
    const value = this.values.get(tensor.dataId) ?? this.capture(tensor);
    return reshape(this.recording(), value, tensor.shape);
  }

  store(value: Value): tf.TensorInfo {
    const dataId = {};
    this.values.set(dataId, value);
    return { dataId, shape: [...value.shape], dtype: value.type };
  }

  private capture({ dataId, shape, dtype }: tf.TensorInfo): Constant {
    return constantOf(tf.engine().readSync(dataId), shape, dtype);
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    return this.store(constantOf(values, shape, dtype)).dataId;
  }

  override readSync(): never {
    throw new Error(
      'onnx-trace: expected a function of tensors only, got a request for the values of one (dataSync, array, print): ' +
        'values are not known while tracing',
    );
  }

  override read(): Promise<never> {
    return Promise.reject(new Error('onnx-trace: values are not known while tracing'));
  }

  override disposeData(dataId: tf.DataId): boolean {
    this.values.delete(dataId);
    return true;
  }

  override numDataIds(): number {
    return this.values.size;
  }

  override refCount(): number {
    return 1;
  }

  override incRef(): void {
    // Every tensor of this backend has data of its own, so none is counted.
  }

  decRef(): void {
    // As above.
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override timerAvailable(): boolean {
    return false;
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }
}

/** What is known of a tensor whose values are known. */
export function constantOf(values: tf.BackendValues | null, shape: readonly number[], dtype: tf.DataType): Constant {
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') {
    throw new Error(`onnx-trace: expected tensors of float32, int32 or bool, got ${dtype}`);
  }
  return constant((values ?? []) as tf.TypedArray, shape, dtype);
}
