/** @file Luma and alpha of a raster's rows. Pure; runs in the engine. */
import { isGrey, type RasterShape } from '../../image-io/raster-file.ts';
import { largestSample, type Samples } from '../tensor.ts';

/** In [0, 1], of values as they are stored (ITU-R BT.709 weights). */
export function lumaOf(samples: Samples, shape: Pick<RasterShape, 'channels'>): Float32Array {
  const { channels } = shape;
  const gain = 1 / largestSample(samples);
  const luma = new Float32Array(samples.length / channels);
  for (let pixel = 0, at = 0; pixel < luma.length; pixel += 1, at += channels)
    luma[pixel] = gain * (isGrey(shape) ? samples[at]! : 0.2126 * samples[at]! + 0.7152 * samples[at + 1]! + 0.0722 * samples[at + 2]!);
  return luma;
}

/** Luma or alpha as bytes. */
export function maskBytesOf(samples: Samples, shape: Pick<RasterShape, 'channels'>, channel: 'luma' | 'alpha'): Uint8Array {
  const { channels } = shape;
  if (channels === 1 && samples instanceof Uint8Array) return samples;
  const gain = 255 / largestSample(samples);
  const bytes = new Uint8Array(samples.length / channels);
  if (channel === 'luma' && !isGrey(shape)) {
    for (let pixel = 0, at = 0; pixel < bytes.length; pixel += 1, at += channels) bytes[pixel] = gain * (0.2126 * samples[at]! + 0.7152 * samples[at + 1]! + 0.0722 * samples[at + 2]!) + 0.5;
    return bytes;
  }
  for (let pixel = 0, at = channel === 'alpha' ? channels - 1 : 0; pixel < bytes.length; pixel += 1, at += channels) bytes[pixel] = gain * samples[at]! + 0.5;
  return bytes;
}
