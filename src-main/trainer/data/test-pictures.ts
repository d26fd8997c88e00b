/** @file Pictures for tests: patterns whose pixels all differ, as files in temporary folders. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createRaster } from '../../image-io/raster.ts';
import { colours, type Picture } from './picture.ts';

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'imago-training-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Waves of the given seed, between 28 and 228; they differ from channel to channel. */
export function pattern(width: number, height: number, seed = 1): Picture {
  const samples = new Uint8Array(width * height * colours);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < colours; channel++) samples[to++] = 128 + 100 * Math.sin(0.21 * x + seed) * Math.cos(0.13 * y + channel * seed);
  return { width, height, samples };
}

/** Writes an uncompressed TIFF. */
export async function writeTiff(path: string, { width, height, samples }: Picture): Promise<void> {
  const raster = await createRaster(path, { width, height, channels: colours, depth: 8 }, null);
  await raster.writeRows(samples);
  await raster.finish();
}
