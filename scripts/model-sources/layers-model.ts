/** @file Loads a TensorFlow.js Layers model of the UpscalerJS packages from disk, with the two layers they add. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

const first = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor => (Array.isArray(inputs) ? inputs[0]! : inputs);

/** Scales a residual. */
class MultiplyBeta extends tf.layers.Layer {
  static className = 'MultiplyBeta';
  private readonly beta: number;

  constructor(config: { beta: number }) {
    super(config as object);
    this.beta = config.beta;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return first(inputs).mul(this.beta);
  }
}

/** Channels to pixels; ends in three channels. The packages have a class of it for each scale. */
class PixelShuffle extends tf.layers.Layer {
  private readonly scale: number;

  constructor(config: { scale: number }) {
    super(config as object);
    this.scale = config.scale;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const [batch, height, width] = inputShape as [number, number, number];
    return [batch, height * this.scale, width * this.scale, 3];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.depthToSpace(first(inputs) as tf.Tensor4D, this.scale);
  }
}

tf.serialization.registerClass(MultiplyBeta as tf.serialization.SerializableConstructor<MultiplyBeta>);
for (const scale of [2, 3, 4, 8]) {
  class PixelShuffleOfScale extends PixelShuffle {
    static className = `PixelShuffle${scale}x`;
  }
  tf.serialization.registerClass(PixelShuffleOfScale as tf.serialization.SerializableConstructor<PixelShuffleOfScale>);
}

type ModelJson = { readonly modelTopology: object; readonly weightsManifest: tf.io.WeightsManifestConfig };

// Nothing here computes on TensorFlow.js's CPU backend for long; its advice to install a faster one would only alarm.
tf.env().set('PROD', true);

/** The folder holds `model.json` and the weights that it names. */
export async function loadLayersModel(folder: string): Promise<tf.LayersModel> {
  await tf.setBackend('cpu');
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as ModelJson;
  const parts = await Promise.all(weightsManifest.flatMap((group) => group.paths).map((path) => readFile(join(folder, path))));
  const weightData = new Uint8Array(Buffer.concat(parts)).buffer;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return tf.loadLayersModel({ load: () => Promise.resolve({ modelTopology, weightSpecs, weightData }) });
}
