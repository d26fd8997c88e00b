/** @file The magic wand: pixels like one pixel, connected with it or anywhere. A byte a pixel in memory. Runs in the engine. */
import type { Selection } from '../../../src-shared/mask/selection.ts';
import { openRaster } from '../../image-io/raster.ts';
import { hasAlpha } from '../../image-io/raster-file.ts';
import { largestSample } from '../tensor.ts';

type Wand = Extract<Selection, { kind: 'wand' }>;
const rowsAtOnce = 256;
const [like, taken] = [1, 255];

/** 255 where the wand selects, in rows of the picture's width. A place outside counts as the nearest one inside. */
export async function likePixel(raster: string, { tolerance, contiguous, ...place }: Wand): Promise<Uint8Array> {
  const reader = await openRaster(raster);
  try {
    const { width, height, channels } = reader;
    const [x, y] = [Math.min(place.x, width - 1), Math.min(place.y, height - 1)];
    const seed = (await reader.readRows(y, 1)).slice(x * channels, (x + 1) * channels);
    const most = tolerance * largestSample(seed);
    const values = new Uint8Array(width * height);
    for (let top = 0, at = 0; top < height; top += rowsAtOnce) {
      const samples = await reader.readRows(top, Math.min(rowsAtOnce, height - top));
      for (let from = 0; from < samples.length; from += channels, at += 1) if (isLike(samples, from, seed, most, hasAlpha(reader))) values[at] = contiguous ? like : taken;
    }
    if (contiguous) fillFrom(values, width, x, y);
    return values;
  } finally {
    await reader.close();
  }
}

/** Transparent pixels are alike, whatever colour lies under them. */
function isLike(samples: ArrayLike<number>, from: number, seed: ArrayLike<number>, most: number, alpha: boolean): boolean {
  const last = seed.length - 1;
  if (alpha && samples[from + last] === 0 && seed[last] === 0) return true;
  for (let channel = 0; channel <= last; channel += 1) if (Math.abs(samples[from + channel]! - seed[channel]!) > most) return false;
  return true;
}

/** Takes what is connected with a pixel, row by row (Smith, "Tint fill", 1979), and drops the rest. */
function fillFrom(values: Uint8Array, width: number, startX: number, startY: number): void {
  const height = values.length / width;
  const open: number[] = [startY * width + startX];
  for (let seed = open.pop(); seed !== undefined; seed = open.pop()) {
    if (values[seed] !== like) continue;
    const row = seed - (seed % width);
    let [left, right] = [seed, seed];
    while (left > row && values[left - 1] === like) left -= 1;
    while (right < row + width - 1 && values[right + 1] === like) right += 1;
    values.fill(taken, left, right + 1);
    for (const next of [row - width, row + width]) {
      if (next < 0 || next >= width * height) continue;
      for (let at = left - row + next; at <= right - row + next; at += 1) if (values[at] === like && (at === left - row + next || values[at - 1] !== like)) open.push(at);
    }
  }
  for (let at = 0; at < values.length; at += 1) if (values[at] === like) values[at] = 0;
}
