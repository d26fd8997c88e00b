/** @file Runs a model's bytes on the CPU; tests only. */
import { InferenceSession, Tensor } from 'onnxruntime-node';

export type Numbers = { readonly data: Float32Array | Int32Array | Uint8Array; readonly dims: readonly number[] };

export async function runOnnx(model: Uint8Array, feeds: Readonly<Record<string, Numbers>>): Promise<Record<string, Numbers>> {
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
  const tensors = Object.entries(feeds).map(([name, { data, dims }]) => [name, asTensor(data, dims)]);
  const results = await session.run(Object.fromEntries(tensors) as Record<string, Tensor>);
  await session.release();
  return Object.fromEntries(Object.entries(results).map(([name, { data, dims }]) => [name, { data: data as Float32Array, dims }]));
}

function asTensor(data: Numbers['data'], dims: readonly number[]): Tensor {
  if (data instanceof Float32Array) return new Tensor('float32', data, dims);
  return data instanceof Int32Array ? new Tensor('int32', data, dims) : new Tensor('bool', data, dims);
}
