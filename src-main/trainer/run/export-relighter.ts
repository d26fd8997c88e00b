/** @file A relighting generator with its weights as a model and as a package; trainer process. */
import * as tf from '@tensorflow/tfjs';
import type { Look } from '../../../src-shared/model.ts';
import type { RelightRun } from '../../../src-shared/trainer-messages.ts';
import { unpackParameters } from '../../networks/parameters.ts';
import { relightGenerator, type RelightGeneratorConfig, relightSizeMultiple, styleCodeLength } from '../../networks/relight-generator.ts';
import { nchw } from '../../onnx-trace/layout.ts';
import { traceModel } from '../../onnx-trace/trace.ts';
import { type Trained, writeTrainedModel } from './write-model-package.ts';

const ports = { input: 'input', output: 'output' } as const;
const style = { code: 'style', ambient: 'ambient', lights: 'lights' } as const;

/**
 * Takes `input` in [0, 1] of any height and width that are multiples of 16, from 32, the `style` code, and how much of
 * the light `ambient` and `lights` give, 1 as trained; gives `output` in [0, 1]. `values` are all parameters, flat;
 * `halves` keeps them in 16 bits.
 */
export function relighterModel(config: RelightGeneratorConfig, values: Float32Array, halves = false): Uint8Array {
  const { specs, apply } = relightGenerator(config);
  const relight = (picture: tf.Tensor4D, code: tf.Tensor2D, ambient: tf.Tensor, lights: tf.Tensor) =>
    tf.minimum(apply(unpackParameters(specs, tf.tensor1d(values)), picture, code, { ambient, lights }).picture, 1);
  return traceModel((inputs) => ({ output: relight(inputs.input as tf.Tensor4D, inputs.style as tf.Tensor2D, inputs.ambient, inputs.lights) }), {
    inputs: { input: { shape: [1, 'height', 'width', 3], layout: nchw }, style: { shape: [1, styleCodeLength] }, ambient: { shape: [] }, lights: { shape: [] } },
    outputs: { output: { layout: nchw } },
    sizeMultiple: relightSizeMultiple,
    halves,
  });
}

/**
 * Pixels on each side that an output pixel depends on, but for statistics of the whole picture: a convolution of 3 x 3
 * reaches one pixel of its size, a doubling one of the size before it; rounded up to a multiple of 16.
 */
const overlap = 96;
/** Near the size at which crops show what the network knows, and light enough for any machine. */
const side = 768;

export function writeRelighterPackage(folder: string, looks: Look[], trained: Trained & { readonly run: RelightRun }): Promise<void> {
  const { run, record, weights } = trained;
  const { width, discriminatorWidth, brightens } = run;
  const [from, to] = brightens ? ['night', 'day'] : ['day', 'night'];
  return writeTrainedModel(folder, {
    task: 'translate',
    description: `Relights a ${from} as a ${to}, by the looks of ${to}s that it has seen; trained on ${record.pictures} pictures.`,
    model: relighterModel(run, weights['generator']!.values, true),
    network: { scale: 1, file: 'relighter.onnx', ...ports, style: { ...style, settled: !brightens }, range: 1, sizeMultiple: relightSizeMultiple, overlap, tile: side, side },
    built: { kind: 'relight-generator', width, discriminatorWidth, brightens },
    looks,
    trained,
  });
}
