/**
 * @file Changes the size of a raster by a factor that no network has: separable Lanczos, widened when it shrinks, a few
 * rows in memory at a time. Runs in the engine.
 *
 * Alpha is straight: the colour under transparent pixels has been bled (see [Note: Alpha]), so channels can be
 * filtered one by one without a dark rim.
 */
import { createRaster, openRaster, type RasterReader, type RasterShape, type RasterWriter } from '../image-io/raster.ts';
import { largestSample, quantise, type RowWindow } from './tensor.ts';

const lobes = 3;
/** Result rows written at a time. */
const rowsAtOnce = 64;

/** Source pixels on each side that a result pixel depends on; `factor` is result pixels per source pixel. */
export const resampleReach = (factor: number): number => lobes * Math.max(1, 1 / factor);

/** From one raster file into another of this size and depth; on an abort nothing is left. */
export async function resampleFile(from: string, to: string, shape: Omit<RasterShape, 'channels'>, signal: AbortSignal): Promise<void> {
  const source = await openRaster(from);
  try {
    const target = await createRaster(to, { ...shape, channels: source.channels }, from);
    await resampleRaster(source, target, signal);
    await (signal.aborted ? target.discard() : target.finish());
  } finally {
    await source.close();
  }
}

/** The caller opens and closes both ends; their channels agree. Stops between rows when `signal` is aborted. */
export async function resampleRaster(source: RasterReader, target: RasterWriter, signal: AbortSignal): Promise<void> {
  const across = lanczosTaps(source.width, target.width);
  const down = lanczosTaps(source.height, target.height);
  const { width, channels } = source;
  for (let top = 0; top < target.height && !signal.aborted; top += rowsAtOnce) {
    const taps = down.slice(top, top + rowsAtOnce);
    const first = taps[0]!.first;
    const last = taps.at(-1)!;
    const count = last.first + last.weights.length - first;
    const samples = await source.readRows(first, count);
    const narrowed = filterAcross({ samples, width, channels, first, count }, across);
    await target.writeRows(quantise(filterDown(narrowed, taps, first, target.width * channels), target.depth));
  }
}

/** For each result pixel of one side the first source pixel and the weights of those from it on; weights add up to 1. */
export type Taps = readonly { readonly first: number; readonly weights: Float32Array }[];

export function lanczosTaps(from: number, to: number): Taps {
  const pitch = from / to;
  // A filter narrower than a result pixel would skip source pixels, which shows as moire.
  const stretch = Math.max(1, pitch);
  return Array.from({ length: to }, (_, pixel) => {
    const centre = (pixel + 0.5) * pitch - 0.5;
    const first = Math.max(0, Math.ceil(centre - lobes * stretch));
    const last = Math.min(from - 1, Math.floor(centre + lobes * stretch));
    const weights = Float32Array.from({ length: last - first + 1 }, (_tap, index) => lanczos((first + index - centre) / stretch));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function lanczos(distance: number): number {
  if (distance === 0) return 1;
  if (Math.abs(distance) >= lobes) return 0;
  const angle = Math.PI * distance;
  return (lobes * Math.sin(angle) * Math.sin(angle / lobes)) / (angle * angle);
}

/** Rows of the source at the result's width, interleaved, in [0, 1]. */
function filterAcross({ samples, width, channels, count }: RowWindow, taps: Taps): Float32Array {
  const gain = 1 / largestSample(samples);
  const filtered = new Float32Array(count * taps.length * channels);
  let to = 0;
  for (let row = 0; row < count; row += 1) {
    for (const { first, weights } of taps) {
      const start = (row * width + first) * channels;
      for (let channel = 0; channel < channels; channel += 1, to += 1) {
        let sum = 0;
        for (let tap = 0, from = start + channel; tap < weights.length; tap += 1, from += channels) sum += samples[from]! * weights[tap]!;
        filtered[to] = sum * gain;
      }
    }
  }
  return filtered;
}

/** `rows` start with source row `first`; one result row for each of the taps. */
function filterDown(rows: Float32Array, taps: Taps, first: number, stride: number): Float32Array {
  const filtered = new Float32Array(taps.length * stride);
  taps.forEach((tap, row) => {
    tap.weights.forEach((weight, index) => {
      const from = (tap.first - first + index) * stride;
      const to = row * stride;
      for (let at = 0; at < stride; at += 1) filtered[to + at]! += rows[from + at]! * weight;
    });
  });
  return filtered;
}
