/** @file A generator with its weights as a model and as a package; trainer process. */
import * as tf from '@tensorflow/tfjs';
import type { CutRun, CycleganRun } from '../../../src-shared/trainer-messages.ts';
import { unpackParameters } from '../../networks/parameters.ts';
import { resnetGenerator, type ResnetGeneratorConfig } from '../../networks/resnet-generator.ts';
import { nchw } from '../../onnx-trace/layout.ts';
import { traceModel } from '../../onnx-trace/trace.ts';
import { type Trained, writeTrainedModel } from './write-model-package.ts';

export const translatorPorts = { input: 'input', output: 'output' } as const;
/** Two halvings. */
const sizeMultiple = 4;

/** Takes and gives [0, 1], for any height and width that are multiples of 4; `values` are all parameters, flat; `halves` keeps them in 16 bits. */
export function translatorModel(config: ResnetGeneratorConfig, values: Float32Array, halves = false): Uint8Array {
  const { specs, apply } = resnetGenerator(config);
  const translate = (x: tf.Tensor4D) => tf.mul(tf.add(apply(unpackParameters(specs, tf.tensor1d(values)), tf.sub(tf.mul(x, 2), 1)), 1), 0.5);
  return traceModel(({ input }) => ({ output: translate(input as tf.Tensor4D) }), {
    inputs: { input: { shape: [1, 'height', 'width', 3], layout: nchw } },
    outputs: { output: { layout: nchw } },
    sizeMultiple,
    halves,
  });
}

/** Pixels on each side that an output pixel depends on, but for the statistics of the whole picture. */
const reach = ({ blocks }: ResnetGeneratorConfig): number => 3 + 1 + 2 + 4 * 2 * blocks + 2 + 1 + 3;

/** Crops are taken from pictures whose shorter side is a little longer; most are half as long again on the other. */
const wholeSide = (size: number): number => Math.round(1.7 * size);

export function writeTranslatorPackage(folder: string, config: ResnetGeneratorConfig, trained: Trained & { readonly run: CycleganRun | CutRun }): Promise<void> {
  const { run, record, weights } = trained;
  const { size, width, blocks, upsampling, discriminatorWidth } = run;
  return writeTrainedModel(folder, {
    task: 'translate',
    description: `Translates pictures; trained at ${size} x ${size} pixels on ${record.pictures} pictures.`,
    // A tenth of a step of 8 bits on average, one and a half at most (docs/training.md).
    model: translatorModel(config, weights['generator']!.values, true),
    network: { scale: 1, file: 'translator.onnx', ...translatorPorts, range: 1, sizeMultiple, overlap: reach(config), tile: size, side: wholeSide(size) },
    built: { kind: 'resnet-generator', width, blocks, upsampling, discriminatorWidth },
    trained,
  });
}
