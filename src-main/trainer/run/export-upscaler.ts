/** @file Writes an upscaler with its weights as a model package; trainer process. */
import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { ModelManifest, TrainingRecord } from '../../../src-shared/model.ts';
import { compactUpscaler, type CompactUpscalerConfig } from '../../networks/compact-upscaler.ts';
import { unpackParameters } from '../../networks/parameters.ts';
import { nchw } from '../../onnx-trace/layout.ts';
import { traceModel } from '../../onnx-trace/trace.ts';

export const upscalerPorts = { input: 'input', output: 'output' } as const;

/** For any height and width; `values` are all parameters, flat. */
export function upscalerModel(config: CompactUpscalerConfig, values: Float32Array): Uint8Array {
  const { specs, apply } = compactUpscaler(config);
  return traceModel(({ input }) => ({ output: apply(unpackParameters(specs, tf.tensor1d(values)), input as tf.Tensor4D) }), {
    inputs: { input: { shape: [1, 'height', 'width', 3], layout: nchw } },
    outputs: { output: { layout: nchw } },
  });
}

/** Tiles of this side were fastest for networks of this kind (256 to 512 differ little). */
const tile = 256;

/** The package takes the folder's name as its id. */
export async function writeUpscalerPackage(folder: string, config: CompactUpscalerConfig, values: Float32Array, training: TrainingRecord): Promise<void> {
  await mkdir(folder, { recursive: true });
  const model = upscalerModel(config, values);
  const file = `x${config.scale}.onnx`;
  const manifest: ModelManifest = {
    format: 1,
    id: basename(folder),
    name: basename(folder),
    task: 'upscale',
    description: `Enlarges by ${config.scale}; trained on ${training.pictures} pictures.`,
    licence: 'NOASSERTION',
    provenance: { source: 'imago train super-resolution', version: String(training.steps) },
    networks: [
      {
        scale: config.scale,
        file,
        sha256: createHash('sha256').update(model).digest('hex'),
        bytes: model.length,
        ...upscalerPorts,
        range: 1,
        sizeMultiple: 1,
        // Every convolution of 3 x 3 sees one pixel further.
        overlap: config.depth + 2,
        tile,
      },
    ],
    training,
  };
  await writeWhole(join(folder, file), model);
  await writeWhole(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(`${path}.partial`, content);
  await rename(`${path}.partial`, path);
}
