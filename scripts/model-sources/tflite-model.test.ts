import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { loadManifest } from '../../src-main/model-registry/manifest.ts';
import { convert, loadSource } from './convert.ts';
import { modelSources } from './sources.ts';
import { tfliteModel } from './tflite-model.ts';

const side = 256;
const manifest = await loadManifest(join('models', 'people'));
if (!manifest.ok) throw new Error(manifest.error.message);
const network = manifest.value.networks[0]!;
await tf.setBackend('cpu');
const source = await loadSource(modelSources['people']!, 1);
const onnx = convert(source, network);

it('is, byte for byte, what its manifest describes', () => {
  expect({ bytes: onnx.length, sha256: createHash('sha256').update(onnx).digest('hex') }).toEqual({ bytes: network.bytes, sha256: network.sha256 });
});

it('gives what TensorFlow.js gives with the operators of the file', async () => {
  const pixels = Float32Array.from({ length: 3 * side * side }, (_, index) => Math.abs(Math.sin(index * 0.01) * Math.cos(index * 0.00037)));
  const session = await InferenceSession.create(onnx, { enableCpuMemArena: false });
  const given = (await session.run({ [network.input]: new Tensor('float32', pixels, [1, 3, side, side]) }))[network.output]!;
  await session.release();
  expect(given.dims).toEqual([1, 1, side, side]);
  const expected = tf.tidy(() => source(tf.tensor(pixels, [1, 3, side, side]).transpose([0, 2, 3, 1])).dataSync<'float32'>());
  const largest = (given.data as Float32Array).reduce((most, value, index) => Math.max(most, Math.abs(value - expected[index]!)), 0);
  expect(largest).toBeLessThan(1e-4);
});

it('refuses operators that it does not know', async () => {
  const file = await readFile('node_modules/@mediapipe/selfie_segmentation/selfie_segmentation.tflite');
  const renamed = Buffer.from(file.toString('latin1').replace('Convolution2DTransposeBias', 'Convolution2DTransposeBiaz'), 'latin1');
  expect(() => tfliteModel(renamed)).toThrow(/got Convolution2DTransposeBiaz/);
});
