/** @file An inpainter with its weights as a model and as a package; trainer process. */
import * as tf from '@tensorflow/tfjs';
import type { InpaintingRun } from '../../../src-shared/trainer-messages.ts';
import { gatedInpainter, type GatedInpainterConfig } from '../../networks/gated-inpainter.ts';
import { unpackParameters } from '../../networks/parameters.ts';
import { nchw } from '../../onnx-trace/layout.ts';
import { traceModel } from '../../onnx-trace/trace.ts';
import { type Trained, writeTrainedModel } from './write-model-package.ts';

/** Two halvings. */
const sizeMultiple = 4;

/**
 * Takes `input` in [0, 1] and `mask` (1 in the holes, one plane), for any height and width that are multiples of 4, and
 * gives `output` in [0, 1]: the picture with its holes filled. `values` are all parameters, flat; `halves` keeps them in 16 bits.
 */
export function inpainterModel(config: GatedInpainterConfig, values: Float32Array, halves = false): Uint8Array {
  const { specs, apply } = gatedInpainter(config);
  const fill = (picture: tf.Tensor4D, mask: tf.Tensor4D) => {
    const known = tf.mul(tf.sub(tf.mul(picture, 2), 1), tf.sub(1, mask));
    const painted = apply(unpackParameters(specs, tf.tensor1d(values)), tf.concat([known, mask], 3) as tf.Tensor4D);
    return tf.add(tf.mul(picture, tf.sub(1, mask)), tf.mul(tf.mul(tf.add(painted, 1), 0.5), mask));
  };
  return traceModel(({ input, mask }) => ({ output: fill(input as tf.Tensor4D, mask as tf.Tensor4D) }), {
    inputs: { input: { shape: [1, 'height', 'width', 3], layout: nchw }, mask: { shape: [1, 'height', 'width', 1], layout: nchw } },
    outputs: { output: { layout: nchw } },
    sizeMultiple,
    halves,
  });
}

/** Pixels on each side that an output pixel depends on: convolutions of 3 x 3 at full, half and quarter size. */
const reach = ({ dilations }: GatedInpainterConfig): number => 4 + 2 * 3 + 4 * (2 + dilations.reduce((sum, dilation) => sum + dilation, 0));

export function writeInpainterPackage(folder: string, trained: Trained & { readonly run: InpaintingRun }): Promise<void> {
  const { run, record, weights } = trained;
  const { size, width, dilations, discriminatorWidth } = run;
  return writeTrainedModel(folder, {
    task: 'inpaint',
    description: `Fills holes; trained at ${size} x ${size} pixels on ${record.pictures} pictures.`,
    model: inpainterModel(run, weights['generator']!.values, true),
    network: { scale: 1, file: 'inpainter.onnx', input: 'input', mask: 'mask', output: 'output', range: 1, sizeMultiple, overlap: reach(run), tile: size },
    built: { kind: 'gated-inpainter', width, dilations, discriminatorWidth },
    trained,
  });
}
