import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inpaintingSource, startInpainting } from './inpainting-source.ts';
import { openPictureCache } from './picture-cache.ts';
import { pattern, temporaryFolder, writeTiff } from './test-pictures.ts';
import { startUnpaired, unpairedSource } from './unpaired-source.ts';

/** Two pictures of low values, two of high ones. */
async function twoFolders() {
  const folder = await temporaryFolder();
  const write = async (name: string, width: number, height: number, gain: number) => {
    const picture = pattern(width, height, gain + 1);
    await writeTiff(join(folder, name), { ...picture, samples: picture.samples.map((sample) => 40 + gain * 100 + sample / 4) });
    return { path: join(folder, name), width, height };
  };
  const a = [await write('a1.tif', 40, 24, 0), await write('a2.tif', 20, 50, 0)];
  const b = [await write('b1.tif', 60, 36, 1), await write('b2.tif', 25, 25, 1)];
  return { folder, a, b, cache: await openPictureCache(join(folder, 'cache')) };
}
const ignore = () => undefined;
const crop = { size: 12, shorterSide: 14, jitter: 0.1 };

describe('unpairedSource', () => {
  it('gives crops of each side in [-1, 1], and goes on from its state', async () => {
    const { a, b, cache } = await twoFolders();
    const data = { a: { files: a, ...crop }, b: { files: b, ...crop }, batch: 3 };
    const source = unpairedSource(data, cache, startUnpaired(5), ignore);
    const first = await source.next();
    expect([first.a.length, first.b.length]).toEqual([3 * 12 * 12 * 3, 3 * 12 * 12 * 3]);
    expect(Math.max(...first.a)).toBeLessThan(Math.min(...first.b) + 0.4);
    expect(Math.min(...first.a)).toBeGreaterThan(-1);
    const state = JSON.parse(JSON.stringify(source.state())) as ReturnType<typeof startUnpaired>;
    const next = [await source.next(), await source.next()];
    const resumed = unpairedSource(data, cache, state, ignore);
    expect([await resumed.next(), await resumed.next()]).toEqual(next);
    expect(next[0]).not.toEqual(next[1]);
  });

  it('passes over a damaged file and reports it', async () => {
    const { folder, a, b, cache } = await twoFolders();
    const damaged = { path: join(folder, 'damaged.tif'), width: 40, height: 40 };
    await writeFile(damaged.path, 'II*');
    const skipped: string[] = [];
    const source = unpairedSource({ a: { files: [...a, damaged], ...crop }, b: { files: b, ...crop }, batch: 4 }, cache, startUnpaired(5), (path) => skipped.push(path));
    for (let index = 0; index < 3; index++) await source.next();
    expect(skipped).toEqual([damaged.path]);
  });

  it('stops where the folder is gone, not where a file is', async () => {
    const { folder, b, cache } = await twoFolders();
    await mkdir(join(folder, 'a'));
    const a = await Promise.all([1, 2, 3].map(async (seed) => {
      const path = join(folder, 'a', `${seed}.tif`);
      await writeTiff(path, pattern(30, 30, seed));
      return { path, width: 30, height: 30 };
    }));
    const skipped: string[] = [];
    const source = () => unpairedSource({ a: { files: a, ...crop }, b: { files: b, ...crop }, batch: 6 }, cache, startUnpaired(5), (path) => skipped.push(path));
    await rm(a[0]!.path);
    await source().next();
    expect(skipped).toEqual([a[0]!.path]);
    await rename(join(folder, 'a'), join(folder, 'elsewhere'));
    await expect(source().next()).rejects.toMatchObject({ failure: { code: 'file-missing', message: `The folder "${join(folder, 'a')}" is gone.` } });
  });
});

describe('inpaintingSource', () => {
  it('gives pictures and masks, and goes on from its state', async () => {
    const { a, b, cache } = await twoFolders();
    const data = { files: [...a, ...b], ...crop, batch: 2 };
    const source = inpaintingSource(data, cache, startInpainting(5), ignore);
    const { picture, mask } = await source.next();
    expect([picture.length, mask.length]).toEqual([2 * 12 * 12 * 3, 2 * 12 * 12]);
    expect(mask.subarray(0, 144)).not.toEqual(mask.subarray(144));
    const state = JSON.parse(JSON.stringify(source.state())) as ReturnType<typeof startInpainting>;
    const next = await source.next();
    expect(await inpaintingSource(data, cache, state, ignore).next()).toEqual(next);
  });
});
