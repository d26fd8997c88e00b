import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seedRandom } from '../random.ts';
import { openPictureCache } from './picture-cache.ts';
import { superResolutionSource } from './super-resolution-source.ts';
import { pattern, temporaryFolder, writeTiff } from './test-pictures.ts';

async function twoPicturesAndADamagedOne() {
  const folder = await temporaryFolder();
  const files = [
    { path: join(folder, 'a.tif'), width: 64, height: 48 },
    { path: join(folder, 'b.tif'), width: 40, height: 56 },
    { path: join(folder, 'damaged.tif'), width: 64, height: 64 },
  ];
  await writeTiff(files[0]!.path, pattern(64, 48, 3));
  await writeTiff(files[1]!.path, pattern(40, 56, 5));
  await writeFile(files[2]!.path, 'not a picture');
  return { files, cache: await openPictureCache(join(folder, 'cache')) };
}
const settings = { scale: 2, batch: 3, size: 8, degraded: false };

describe('superResolutionSource', () => {
  it('gives crops that are the halves of each other, and reports a damaged file once', async () => {
    const { files, cache } = await twoPicturesAndADamagedOne();
    const skipped: string[] = [];
    const source = superResolutionSource({ files, ...settings }, cache, seedRandom(1).state(), (path) => skipped.push(path));
    for (let index = 0; index < 5; index++) {
      const { low, high } = await source.next();
      expect([low.length, high.length]).toEqual([3 * 8 * 8 * 3, 3 * 16 * 16 * 3]);
      expect(Math.max(...high)).toBeGreaterThan(Math.min(...high) + 0.1);
      expect(Math.abs(mean(low) - mean(high))).toBeLessThan(0.02);
    }
    expect(skipped).toEqual([files[2]!.path]);
  });

  it('goes on from its state with the same crops', async () => {
    const { files, cache } = await twoPicturesAndADamagedOne();
    const ignore = () => undefined;
    const source = superResolutionSource({ files, ...settings }, cache, seedRandom(1).state(), ignore);
    await source.next();
    const state = JSON.parse(JSON.stringify(source.state())) as number[];
    const second = await source.next();
    expect(await superResolutionSource({ files, ...settings }, cache, state, ignore).next()).toEqual(second);
    expect(await source.next()).not.toEqual(second);
  });

  it('degrades the small ones alone, and goes on from its state with the same noise', async () => {
    const { files, cache } = await twoPicturesAndADamagedOne();
    const open = (from: readonly number[], degraded: boolean) => superResolutionSource({ files, ...settings, batch: 6, degraded }, cache, from, () => undefined);
    const source = open(seedRandom(1).state(), true);
    const degraded = await source.next();
    const clean = await open(seedRandom(1).state(), false).next();
    expect(distance(clean.low, halved(clean.high))).toBeLessThan(0.01);
    expect(distance(degraded.low, halved(degraded.high))).toBeGreaterThan(0.015);
    expect(Math.abs(mean(degraded.low) - mean(degraded.high))).toBeLessThan(0.02);
    const state = JSON.parse(JSON.stringify(source.state())) as number[];
    expect(await open(state, true).next()).toEqual(await source.next());
  });

  it('refuses pictures that are all smaller than a crop', async () => {
    const { files, cache } = await twoPicturesAndADamagedOne();
    const start = () => superResolutionSource({ files, ...settings, size: 64 }, cache, seedRandom(1).state(), () => undefined);
    expect(start).toThrow('expected a picture of at least 171 pixels a side, got 3 smaller ones');
  });
});

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const distance = (a: Float32Array, b: Float32Array) => mean(a.map((value, index) => Math.abs(value - b[index]!)));

/** Means of 2 x 2 pixels of crops of 16 x 16. */
function halved(high: Float32Array): Float32Array {
  const at = (crop: number, y: number, x: number, channel: number) => high[((crop * 16 + y) * 16 + x) * 3 + channel]!;
  return Float32Array.from({ length: high.length / 4 }, (_, index) => {
    const [crop, y, x, channel] = [Math.floor(index / 192), 2 * (Math.floor(index / 24) % 8), 2 * (Math.floor(index / 3) % 8), index % 3];
    return (at(crop, y, x, channel) + at(crop, y, x + 1, channel) + at(crop, y + 1, x, channel) + at(crop, y + 1, x + 1, channel)) / 4;
  });
}
