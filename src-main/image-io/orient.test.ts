/** @file Tests orient.ts against sharp's own orientation, and by bands against at once. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sharp } from './libvips.ts';
import { turnBand, writeUpright } from './orient.ts';
import { createRaster, openRaster } from './raster.ts';
import { nothingCarried } from './raster-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-orient-'));
});
afterEach(() => rm(folder, { recursive: true }));

const width = 7;
const height = 5;
const pixels = Uint8Array.from({ length: width * height * 3 }, (_, index) => index);
const orientations = [2, 3, 4, 5, 6, 7, 8];

it.each(orientations)('turns orientation %i as sharp does', async (orientation) => {
  const tagged = await sharp(pixels, { raw: { width, height, channels: 3 } }).withMetadata({ orientation }).tiff({ compression: 'none' }).toBuffer();
  const expected = await sharp(tagged).autoOrient().raw().toBuffer();
  expect([...turnBand(pixels, width, 3, orientation)]).toEqual([...expected]);
});

it.each(orientations)('turns orientation %i by bands as at once', async (orientation) => {
  const wide = Uint16Array.from(pixels, (value) => value * 257);
  const stored = await createRaster(join(folder, 'stored'), { width, height, channels: 3, depth: 16 }, null);
  await stored.writeRows(wide);
  await stored.finish();
  const bandOfTwoRows = 2 * width * 6;
  await writeUpright(join(folder, 'stored'), join(folder, 'upright'), orientation, nothingCarried, { bandBytes: bandOfTwoRows });
  const upright = await openRaster(join(folder, 'upright'));
  expect([upright.width, upright.height]).toEqual(orientation > 4 ? [height, width] : [width, height]);
  expect([...(await upright.readRows(0, upright.height))]).toEqual([...turnBand(wide, width, 3, orientation)]);
  await upright.close();
});
