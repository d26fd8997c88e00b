/** @file Holes that were filled before, so that a mask that grows stroke by stroke is filled where it grew. Runs in the engine. */
import { createHash } from 'node:crypto';
import { succeed } from '../../../src-shared/result.ts';
import { holePixels, type HoledPicture } from './holed-picture.ts';
import type { Filler } from './inpaint-raster.ts';

/** Bytes of all that is kept, and of what is filled at once: one larger would drive out too many others. */
const capacity = 96e6;
const largest = capacity / 8;

export type FillMemory = {
  /** The filler, asked only for what it has not filled yet; `origin` names all that decides its fills beside the picture. */
  remembering(fill: Filler, origin: string): Filler;
};

/** What was used longest ago is forgotten first. */
export function createFillMemory(): FillMemory {
  // A Map keeps the order of insertion.
  const kept = new Map<string, Float32Array>();
  let bytes = 0;
  function keep(key: string, filled: Float32Array): void {
    kept.delete(key);
    kept.set(key, filled);
    bytes = [...kept.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    for (const [oldest, { byteLength }] of kept) {
      if (bytes <= capacity) return;
      kept.delete(oldest);
      bytes -= byteLength;
    }
  }
  return {
    remembering: (fill, origin) => async (picture, signal) => {
      const pixels = holePixels(picture.hole);
      if (pixels.length * picture.channels * Float32Array.BYTES_PER_ELEMENT > largest) return fill(picture, signal);
      const key = keyOf(picture, origin);
      const known = kept.get(key);
      if (known) {
        write(picture, pixels, known);
        keep(key, known);
        return succeed(null);
      }
      const filled = await fill(picture, signal);
      // A fill that was cancelled is not whole.
      if (filled.ok && !signal.aborted) keep(key, read(picture, pixels));
      return filled;
    },
  };
}

function keyOf({ width, height, channels, values, hole }: HoledPicture, origin: string): string {
  const hash = createHash('sha256').update(JSON.stringify([origin, width, height, channels]));
  return hash.update(hole).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)).digest('hex');
}

function read({ channels, values }: HoledPicture, pixels: Int32Array): Float32Array {
  const filled = new Float32Array(pixels.length * channels);
  pixels.forEach((pixel, index) => {
    filled.set(values.subarray(pixel * channels, (pixel + 1) * channels), index * channels);
  });
  return filled;
}

function write({ channels, values }: HoledPicture, pixels: Int32Array, filled: Float32Array): void {
  pixels.forEach((pixel, index) => {
    values.set(filled.subarray(index * channels, (index + 1) * channels), pixel * channels);
  });
}
