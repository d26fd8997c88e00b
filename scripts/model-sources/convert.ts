/** @file Converts one scale of a model from TensorFlow.js to ONNX. */
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import { nchw } from '../../src-main/onnx-trace/layout.ts';
import { traceModel } from '../../src-main/onnx-trace/trace.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { loadLayersModel } from './layers-model.ts';
import { packageFolderFetchingIfNeeded } from './package-folder.ts';
import type { ModelSource } from './sources.ts';

export async function loadSource(source: ModelSource, scale: number): Promise<tf.LayersModel> {
  const weights = source.weights[scale];
  if (!weights) throw new Error(`expected one of the scales ${Object.keys(source.weights).join(', ')}, got ${scale}`);
  return loadLayersModel(join(await packageFolderFetchingIfNeeded(source.package), weights));
}

export function convert(model: tf.LayersModel, { input, output, sizeMultiple }: Pick<ModelNetwork, 'input' | 'output' | 'sizeMultiple'>): Uint8Array {
  return traceModel((tensors) => ({ [output]: model.apply(tensors[input]!) as tf.Tensor }), {
    inputs: { [input]: { shape: [1, 'height', 'width', 3], layout: nchw } },
    outputs: { [output]: { layout: nchw } },
    sizeMultiple,
  });
}
