/**
 * @file Selects an object in a box: GrabCut on the box with some of its surroundings, made small; then, from level to level of
 * twice the size, anew in a band around the boundary (the coarse-to-fine of Lombaert, Sun, Grady and Xu, "A Multilevel
 * Banded Graph Cuts Method for Fast Image Segmentation", 2005). Runs in the engine.
 */
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failure } from '../../../src-shared/failure.ts';
import { grow } from '../../../src-shared/mask/grow.ts';
import type { MaskBitmap } from '../../../src-shared/mask.ts';
import type { Selection } from '../../../src-shared/mask/selection.ts';
import { growRegion, type Region } from '../../../src-shared/region.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { cropRaster } from '../../image-io/crop-raster.ts';
import { openRaster, readRasterDirectory } from '../../image-io/raster.ts';
import { isGrey } from '../../image-io/raster-file.ts';
import { withScratch } from '../scratch.ts';
import { largestSample } from '../tensor.ts';
import { bitmapOf } from './bitmap.ts';
import { createGrabCut, type GrabCut, labels, type RgbPicture } from './grab-cut.ts';

/** Pixels a side that the whole box is cut at, and that its boundary is refined at. */
const coarseSide = 320;
const fineSide = 2560;
/** How much of the box's longer side is seen around it. */
const surroundings = 0.25;
/** Pixels of the coarser level to both sides of its boundary that are decided anew. */
const bandReach = 2;
/** Pixels of the squares that the band is cut in, and of what is seen around each. */
const [cellSide, cellMargin] = [96, 16];

type Box = Extract<Selection, { kind: 'object' }>;

/** Null where the box lies outside, or nothing stands out. */
export function selectObject(raster: string, wanted: Box, signal: AbortSignal): Promise<Result<MaskBitmap | null>> {
  return withScratch(async (scratch) => {
    const { shape } = await readRasterDirectory(raster);
    const box = wholeBox(wanted, shape);
    if (!box) return succeed(null);
    const seen = growRegion(box, Math.ceil(Math.max(box.width, box.height) * surroundings), 1, shape);
    const read = async (shrink: number): Promise<RgbPicture> => {
      const crop = join(scratch, 'crop');
      await cropRaster(raster, crop, seen, shrink);
      return readRgb(crop);
    };
    const cut = await createGrabCut();
    try {
      const [coarsest, ...finer] = shrinksFor(Math.max(seen.width, seen.height));
      let picture = await read(coarsest!);
      let values = cut.selectIn(picture, within(box, seen, coarsest!));
      let last = coarsest!;
      for (const shrink of finer) {
        const larger = await read(shrink);
        const refined = await refineBand(cut, larger, enlarge(values, picture, larger), Math.ceil((bandReach * last) / shrink), signal);
        if (!refined) return failWith(failure('cancelled', 'Cancelled.'));
        [picture, values, last] = [larger, refined, shrink];
      }
      const bitmap = await bitmapOf(values, picture.width, { width: picture.width * last, height: picture.height * last });
      return succeed(bitmap && { ...bitmap, x: bitmap.x + seen.x, y: bitmap.y + seen.y });
    } finally {
      cut.release();
    }
  });
}

function wholeBox({ x, y, width, height }: Box, picture: { readonly width: number; readonly height: number }): Region | null {
  const [left, top] = [Math.max(0, Math.floor(x)), Math.max(0, Math.floor(y))];
  const [right, bottom] = [Math.min(picture.width, Math.ceil(x + width)), Math.min(picture.height, Math.ceil(y + height))];
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/** How many times smaller each level is, from the coarsest to the finest. */
function shrinksFor(side: number): number[] {
  const finest = Math.ceil(side / fineSide);
  const shrinks = [Math.ceil(side / coarseSide)];
  while (shrinks.at(-1)! > finest) shrinks.push(Math.max(finest, Math.ceil(shrinks.at(-1)! / 2)));
  return shrinks;
}

const within = (box: Region, seen: Region, shrink: number): Region => ({
  x: Math.floor((box.x - seen.x) / shrink),
  y: Math.floor((box.y - seen.y) / shrink),
  width: Math.ceil(box.width / shrink),
  height: Math.ceil(box.height / shrink),
});

async function readRgb(path: string): Promise<RgbPicture> {
  const reader = await openRaster(path);
  const { width, height, channels } = reader;
  const samples = await reader.readRows(0, height);
  await reader.close();
  const gain = 255 / largestSample(samples);
  const [green, blue] = isGrey(reader) ? [0, 0] : [1, 2];
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0, to = 0; to < pixels.length; at += channels, to += 3) {
    pixels[to] = Math.round(samples[at]! * gain);
    pixels[to + 1] = Math.round(samples[at + green]! * gain);
    pixels[to + 2] = Math.round(samples[at + blue]! * gain);
  }
  return { width, height, pixels };
}

type Size = Pick<RgbPicture, 'width' | 'height'>;

function enlarge(values: Uint8Array, from: Size, to: Size): Uint8Array {
  const result = new Uint8Array(to.width * to.height);
  const columns = Int32Array.from({ length: to.width }, (_, x) => Math.floor(((x + 0.5) * from.width) / to.width));
  for (let y = 0, at = 0; y < to.height; y += 1) {
    const row = Math.floor(((y + 0.5) * from.height) / to.height) * from.width;
    for (let x = 0; x < to.width; x += 1, at += 1) result[at] = values[row + columns[x]!]!;
  }
  return result;
}

/** Null where it was cancelled. */
async function refineBand(cut: GrabCut, picture: RgbPicture, values: Uint8Array, reach: number, signal: AbortSignal): Promise<Uint8Array | null> {
  const { width, height } = picture;
  const known = labelsAround(values, width, reach);
  const result = Uint8Array.from(values);
  for (let y = 0; y < height; y += cellSide)
    for (let x = 0; x < width; x += cellSide) {
      const cell = { x, y, width: Math.min(cellSide, width - x), height: Math.min(cellSide, height - y) };
      if (!hasUnknown(known, width, cell)) continue;
      await nextTurn();
      if (signal.aborted) return null;
      const window = growRegion(cell, cellMargin, 1, picture);
      const refined = cut.refine({ ...window, pixels: cutOut(picture.pixels, width, 3, window) }, cutOut(known, width, 1, window));
      for (let row = 0; row < cell.height; row += 1) {
        const from = (cell.y - window.y + row) * window.width + cell.x - window.x;
        result.set(refined.subarray(from, from + cell.width), (y + row) * width + x);
      }
    }
  return result;
}

/** Pixels up to `reach` from the boundary are to be found. */
function labelsAround(values: Uint8Array, width: number, reach: number): Uint8Array {
  const outer = Uint8Array.from(values);
  grow(outer, width, reach);
  const outside = values.map((value) => 255 - value);
  grow(outside, width, reach);
  return values.map((value, at) => {
    if (outer[at]! > 0 && outside[at]! > 0) return value > 0 ? labels.likelyForeground : labels.likelyBackground;
    return value > 0 ? labels.foreground : labels.background;
  });
}

function hasUnknown(known: Uint8Array, width: number, cell: Region): boolean {
  for (let y = cell.y; y < cell.y + cell.height; y += 1)
    for (let at = y * width + cell.x; at < y * width + cell.x + cell.width; at += 1) if (known[at]! >= labels.likelyBackground) return true;
  return false;
}

function cutOut(values: Uint8Array, width: number, channels: number, { x, y, width: across, height }: Region): Uint8Array {
  const result = new Uint8Array(across * height * channels);
  for (let row = 0; row < height; row += 1) {
    const from = ((y + row) * width + x) * channels;
    result.set(values.subarray(from, from + across * channels), row * across * channels);
  }
  return result;
}
