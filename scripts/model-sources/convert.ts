/** @file Converts one scale of a model from TensorFlow.js or TensorFlow Lite to ONNX. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import { nchw } from '../../src-main/onnx-trace/layout.ts';
import { traceModel } from '../../src-main/onnx-trace/trace.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { loadLayersModel } from './layers-model.ts';
import { packageFolderFetchingIfNeeded } from './package-folder.ts';
import type { ModelSource } from './sources.ts';
import { tfliteModel } from './tflite-model.ts';

/** Takes and gives N x height x width x channels. */
export type LoadedSource = (pixels: tf.Tensor) => tf.Tensor;

export async function loadSource(source: ModelSource, scale: number): Promise<LoadedSource> {
  const weights = source.weights[scale];
  if (!weights) throw new Error(`expected one of the scales ${Object.keys(source.weights).join(', ')}, got ${scale}`);
  const path = join(await packageFolderFetchingIfNeeded(source.package), weights);
  if (path.endsWith('.tflite')) return tfliteModel(await readFile(path));
  const model = await loadLayersModel(path);
  return (pixels) => model.apply(pixels) as tf.Tensor;
}

type Ends = Pick<ModelNetwork, 'input' | 'output' | 'sizeMultiple' | 'form'>;

export function convert(model: LoadedSource, { input, output, sizeMultiple, form }: Ends): Uint8Array {
  return traceModel((tensors) => ({ [output]: model(tensors[input]!) }), {
    inputs: { [input]: { shape: [1, form?.size?.height ?? 'height', form?.size?.width ?? 'width', 3], layout: nchw } },
    outputs: { [output]: { layout: nchw } },
    sizeMultiple,
    halves: form?.size !== undefined,
  });
}
