/** @file Mixes a result into the picture and rounds it, so that even skies show no bands. Pure; runs in the engine. */
import type { Placement } from './local-transforms.ts';
import type { RowWindow, Samples } from './tensor.ts';

export type Mixing = {
  /** 0 to 1 of the result. */
  readonly strength: number;
  /** Of that again, 0 to 1 for each pixel of the rows; absent: all. */
  readonly amounts?: Float32Array | undefined;
};

/** Steps of 2^-32 that the noise's place moves by from column to column and from row to row: 0.06711056 and 0.00583715. */
const [acrossSteps, downSteps] = [288_237_660, 25_070_368];

/** Where a pixel stands in the noise, in 2^-32 of its period, as a whole number of 32 bits. */
export const ditherPlace = (x: number, y: number): number => (Math.imul(acrossSteps, x) + Math.imul(downSteps, y)) | 0;

/**
 * A threshold in [0, 1) by place: interleaved gradient noise (Jimenez, "Next Generation Post Processing in Call of Duty:
 * Advanced Warfare", 2014), the same at every run, even over every small neighbourhood. In whole numbers, which a kernel has
 * the same: 13564 is 256 times its 52.98.
 */
const threshold = (x: number, y: number): number => (Math.imul(ditherPlace(x, y) >>> 8, 13_564) >>> 8) / 2 ** 24;

/** Parts of a step within which a value is the source's. */
const unchanged = 0.02;

/**
 * `colours` are three values in [0, 1] a pixel of the window. Gives samples like the source's, its alpha untouched; a grey
 * picture gets their mean. 8 bits are dithered where they change.
 */
export function finishRows(window: RowWindow, colours: Float32Array, { strength, amounts }: Mixing, placement: Placement): Samples {
  const { samples, width, channels, first, count } = window;
  const result = samples.slice();
  const most = samples instanceof Uint8Array ? 255 : 65535;
  const dithered = most === 255;
  const grey = channels <= 2;
  const left = Math.round(placement.x);
  const top = Math.round(placement.y) + first;
  for (let row = 0, pixel = 0; row < count; row += 1) {
    for (let x = 0; x < width; x += 1, pixel += 1) {
      const share = amounts ? strength * amounts[pixel]! : strength;
      const noise = dithered ? threshold(left + x, top + row) : 0.5;
      const at = pixel * channels;
      const from = 3 * pixel;
      if (grey) {
        result[at] = mixed(samples[at]!, (colours[from]! + colours[from + 1]! + colours[from + 2]!) / 3, share, most, noise);
      } else {
        result[at] = mixed(samples[at]!, colours[from]!, share, most, noise);
        result[at + 1] = mixed(samples[at + 1]!, colours[from + 1]!, share, most, noise);
        result[at + 2] = mixed(samples[at + 2]!, colours[from + 2]!, share, most, noise);
      }
    }
  }
  return result;
}

function mixed(source: number, value: number, share: number, most: number, noise: number): number {
  const wanted = source + share * (Math.min(1, Math.max(0, value)) * most - source);
  return Math.abs(wanted - source) < unchanged ? source : Math.min(most, Math.floor(wanted + noise));
}
