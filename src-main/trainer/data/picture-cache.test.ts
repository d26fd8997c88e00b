import { readdir, rm, truncate, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CopyRecipe, openPictureCache, readFrame } from './picture-cache.ts';
import { crop, flip } from './picture.ts';
import { pattern, temporaryFolder, writeTiff } from './test-pictures.ts';

let made = 0;
const recipe: CopyRecipe<'same' | 'flipped'> = {
  id: 'test',
  names: ['same', 'flipped'],
  make(picture) {
    made += 1;
    return { same: picture, flipped: flip(picture) };
  },
};

async function cachedPicture() {
  const folder = await temporaryFolder();
  const path = join(folder, 'picture.tif');
  const picture = pattern(20, 12, 2);
  await writeTiff(path, picture);
  made = 0;
  const cacheFolder = join(folder, 'cache');
  const copies = async () => {
    const result = await (await openPictureCache(cacheFolder)).copies(path, recipe);
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };
  return { path, picture, cacheFolder, copies };
}

describe('openPictureCache', () => {
  it('makes copies once and gives parts of them', async () => {
    const { picture, copies, cacheFolder } = await cachedPicture();
    const { flipped } = await copies();
    const again = await copies();
    expect(again.flipped).toEqual(flipped);
    expect(made).toBe(1);
    const frame = { x: 3, y: 5, width: 7, height: 4 };
    expect(readFrame(flipped, frame)).toEqual(crop(flip(picture), frame));
    expect(readFrame(again.same, frame)).toEqual(crop(picture, frame));
    expect(await readdir(cacheFolder)).toHaveLength(2);
  });

  it('makes them anew for a changed file, and where a copy is gone or cut off', async () => {
    const { path, copies } = await cachedPicture();
    const { same } = await copies();
    await rm(same.path);
    await copies();
    expect(made).toBe(2);
    await truncate(same.path, 100);
    await copies();
    expect(made).toBe(3);
    await utimes(path, 1, 1);
    expect((await copies()).same.path).not.toBe(same.path);
    expect(made).toBe(4);
  });

  it('tells of a file that is gone', async () => {
    const cache = await openPictureCache(await temporaryFolder());
    expect(await cache.copies('/no/such/file.png', recipe)).toMatchObject({ ok: false, error: { code: 'file-missing' } });
  });
});
