/** @file The same weights under TensorFlow.js's WebAssembly backend: what runs in Node without native parts. */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { resolve } from 'node:path';
import { loadSource } from '../model-sources/convert.ts';
import { modelSources } from '../model-sources/sources.ts';
import { median } from './statistics.ts';

/** Milliseconds a megapixel of input for the model's x2 network, on a square of `side` pixels. */
export async function measureTfjsWasm(model: string, side: number, repetitions: number): Promise<number> {
  const network = await loadSource(modelSources[model]!, 2);
  setWasmPaths(`${resolve('node_modules/@tensorflow/tfjs-backend-wasm/dist')}/`);
  await tf.setBackend('wasm');
  const input = tf.randomUniform([1, side, side, 3], 0, 255);
  const run = async () => {
    const startedAt = performance.now();
    const output = tf.tidy(() => network(input));
    await output.data();
    output.dispose();
    return performance.now() - startedAt;
  };
  await run();
  const times: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) times.push(await run());
  input.dispose();
  return (median(times) / side ** 2) * 1e6;
}
