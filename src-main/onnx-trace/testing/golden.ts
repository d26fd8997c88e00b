/** @file Compares what a traced function computes in ONNX Runtime with what TensorFlow.js computes; tests only. */
import * as tf from '@tensorflow/tfjs';
import type { Dimension } from '../graph.ts';
import { nchw, permute, permuteData, type Shape } from '../layout.ts';
import { traceModel } from '../trace.ts';
import { type Numbers, runOnnx } from './run-onnx.ts';

type Body = (...inputs: tf.Tensor[]) => tf.Tensor;
export type Comparison = { readonly largestDifference: number; readonly shape: Shape; readonly largestValue: number };

/** Rank-4 inputs go in as NCHW, the result comes out row-major, so both ways of storing are exercised. */
export async function compareWithTensorFlow(body: Body, shapes: readonly Shape[], seed = 1): Promise<Comparison> {
  return compareModel(traceForTest(body, shapes), body, shapes, seed);
}

export function traceForTest(body: Body, shapes: readonly (readonly Dimension[])[]): Uint8Array {
  const inputs = Object.fromEntries(shapes.map((shape, index) => [`x${index}`, shape.length === 4 ? { shape, layout: nchw } : { shape }]));
  return traceModel((named) => ({ y: body(...shapes.map((_, index) => named[`x${index}`]!)) }), { inputs, outputs: { y: {} } });
}

export async function compareModel(model: Uint8Array, body: Body, shapes: readonly Shape[], seed = 1): Promise<Comparison> {
  await tf.setBackend('cpu');
  const tensors = shapes.map((shape, index) => tf.randomNormal([...shape], 0, 1, 'float32', seed * 100 + index));
  const expected = tf.tidy(() => body(...tensors));
  const feeds = await Promise.all(tensors.map(async (tensor, index): Promise<[string, Numbers]> => [`x${index}`, feed(await tensor.data<'float32'>(), shapes[index]!)]));
  const { y } = await runOnnx(model, Object.fromEntries(feeds));
  const wanted = await expected.data();
  tf.dispose([tensors, expected]);
  if (y!.dims.join() !== expected.shape.join()) throw new Error(`expected shape [${expected.shape.join()}], got [${y!.dims.join()}]`);
  const differences = Array.from(wanted, (value, index) => Math.abs(value - y!.data[index]!));
  return { largestDifference: largest(differences), shape: expected.shape, largestValue: largest(Array.from(wanted, Math.abs)) };
}

function feed(data: Float32Array, shape: Shape): Numbers {
  return shape.length === 4 ? { data: permuteData(data, shape, nchw), dims: permute(shape, nchw) } : { data, dims: shape };
}

/** NaN where any value is. */
const largest = (values: readonly number[]): number => values.reduce((best, value) => Math.max(best, value), 0);
