/** @file An upscaler with its weights as a model and as a package; trainer process. */
import * as tf from '@tensorflow/tfjs';
import type { SuperResolutionRun } from '../../../src-shared/trainer-messages.ts';
import { compactUpscaler, type CompactUpscalerConfig } from '../../networks/compact-upscaler.ts';
import { unpackParameters } from '../../networks/parameters.ts';
import { nchw } from '../../onnx-trace/layout.ts';
import { traceModel } from '../../onnx-trace/trace.ts';
import { type Trained, writeTrainedModel } from './write-model-package.ts';

export const upscalerPorts = { input: 'input', output: 'output' } as const;

/** For any height and width; `values` are all parameters, flat. */
export function upscalerModel(config: CompactUpscalerConfig, values: Float32Array, halves = false): Uint8Array {
  const { specs, apply } = compactUpscaler(config);
  return traceModel(({ input }) => ({ output: apply(unpackParameters(specs, tf.tensor1d(values)), input as tf.Tensor4D) }), {
    inputs: { input: { shape: [1, 'height', 'width', 3], layout: nchw } },
    outputs: { output: { layout: nchw } },
    halves,
  });
}

/**
 * Smaller tiles share more of their pixels with neighbours: at 304 a megapixel takes a twentieth longer. With 64 channels
 * larger ones are beyond the 64 MB that the engine keeps for the next tile (`memory-environment.ts`), and take twice the memory.
 */
const tile = 448;

/** What lies farther off changes the result by a fifth of a step of 8 bits at most, measured with twelve convolutions. */
const farthest = 8;

export function writeUpscalerPackage(folder: string, config: CompactUpscalerConfig, trained: Trained & { readonly run: SuperResolutionRun }): Promise<void> {
  return writeTrainedModel(folder, {
    task: 'upscale',
    description: `Enlarges by ${config.scale}${trained.run.degraded ? ' and removes noise and the blocks of JPEG' : ''}; trained on ${trained.record.pictures} pictures.`,
    // 16 bits change the result by a hundredth of what 8-bit pixels can show.
    model: upscalerModel(config, trained.weights['generator']!.values, true),
    // Every convolution of 3 x 3 sees one pixel further.
    network: { scale: config.scale, file: `x${config.scale}.onnx`, ...upscalerPorts, range: 1, sizeMultiple: 1, overlap: Math.min(config.depth + 2, farthest), tile },
    built: { kind: 'compact-upscaler', ...config },
    trained,
  });
}
