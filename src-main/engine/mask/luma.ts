/** @file Luma and alpha of a raster's rows, in [0, 1]. Pure; runs in the engine. */
import { isGrey, type RasterShape } from '../../image-io/raster-file.ts';
import { largestSample, type Samples } from '../tensor.ts';

/** Of values as they are stored (ITU-R BT.709 weights). */
export function lumaOf(samples: Samples, shape: Pick<RasterShape, 'channels'>): Float32Array {
  const { channels } = shape;
  const gain = 1 / largestSample(samples);
  const luma = new Float32Array(samples.length / channels);
  for (let pixel = 0, at = 0; pixel < luma.length; pixel += 1, at += channels)
    luma[pixel] = gain * (isGrey(shape) ? samples[at]! : 0.2126 * samples[at]! + 0.7152 * samples[at + 1]! + 0.0722 * samples[at + 2]!);
  return luma;
}

export function alphaOf(samples: Samples, { channels }: Pick<RasterShape, 'channels'>): Float32Array {
  const gain = 1 / largestSample(samples);
  return Float32Array.from({ length: samples.length / channels }, (_, pixel) => samples[pixel * channels + channels - 1]! * gain);
}
