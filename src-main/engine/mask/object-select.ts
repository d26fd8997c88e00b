/**
 * @file Selects an object in a box: GrabCut (Rother, Kolmogorov and Blake, 2004), as OpenCV has it, on the box with some of
 * its surroundings, made smaller where they are large. Runs in the engine.
 */
import { join } from 'node:path';
import type { MaskBitmap } from '../../../src-shared/mask.ts';
import type { Selection } from '../../../src-shared/mask/selection.ts';
import { growRegion, type Region } from '../../../src-shared/region.ts';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { cropRaster } from '../../image-io/crop-raster.ts';
import { openRaster, readRasterDirectory } from '../../image-io/raster.ts';
import { isGrey } from '../../image-io/raster-file.ts';
import { withScratch } from '../scratch.ts';
import { largestSample } from '../tensor.ts';
import { bitmapOf } from './bitmap.ts';
import { openCv } from './open-cv.ts';

/** Pixels a side that GrabCut works on, and how much of the box's longer side it sees around it. */
const largestSide = 320;
const surroundings = 0.25;
const rounds = 5;

type Box = Extract<Selection, { kind: 'object' }>;

/** Null where the box lies outside, or nothing stands out. */
export function selectObject(raster: string, wanted: Box): Promise<Result<MaskBitmap | null>> {
  return withScratch(async (scratch) => {
    const { shape } = await readRasterDirectory(raster);
    const box = wholeBox(wanted, shape);
    if (!box) return succeed(null);
    const margin = Math.ceil(Math.max(box.width, box.height) * surroundings);
    const seen = growRegion(box, margin, 1, shape);
    const shrink = Math.ceil(Math.max(seen.width, seen.height) / largestSide);
    const crop = join(scratch, 'crop');
    await cropRaster(raster, crop, seen, shrink);
    const picture = await readRgb(crop);
    const inner = { x: Math.floor((box.x - seen.x) / shrink), y: Math.floor((box.y - seen.y) / shrink), width: Math.ceil(box.width / shrink), height: Math.ceil(box.height / shrink) };
    const values = await grabCut(picture, inner);
    const bitmap = await bitmapOf(values, picture.width, { width: picture.width * shrink, height: picture.height * shrink });
    return succeed(bitmap && { ...bitmap, x: bitmap.x + seen.x, y: bitmap.y + seen.y });
  });
}

function wholeBox({ x, y, width, height }: Box, picture: { readonly width: number; readonly height: number }): Region | null {
  const [left, top] = [Math.max(0, Math.floor(x)), Math.max(0, Math.floor(y))];
  const [right, bottom] = [Math.min(picture.width, Math.ceil(x + width)), Math.min(picture.height, Math.ceil(y + height))];
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

type Rgb = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

async function readRgb(path: string): Promise<Rgb> {
  const reader = await openRaster(path);
  const { width, height, channels } = reader;
  const samples = await reader.readRows(0, height);
  await reader.close();
  const gain = 255 / largestSample(samples);
  const step = isGrey(reader) ? 0 : 1;
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, index) => Math.round(samples[Math.floor(index / 3) * channels + (index % 3) * step]! * gain));
  return { width, height, pixels };
}

async function grabCut({ width, height, pixels }: Rgb, box: Region): Promise<Uint8Array> {
  const { cv } = await openCv();
  const image = cv.matFromArray(height, width, cv.CV_8UC3, pixels);
  const mask = new cv.Mat();
  const [background, foreground] = [new cv.Mat(), new cv.Mat()];
  try {
    cv.grabCut(image, mask, new cv.Rect(box.x, box.y, box.width, box.height), background, foreground, rounds, cv.GC_INIT_WITH_RECT);
    // Sure and likely foreground are odd.
    return Uint8Array.from(mask.data, (value) => (value % 2 === 1 ? 255 : 0));
  } finally {
    for (const it of [image, mask, background, foreground]) it.delete();
  }
}
