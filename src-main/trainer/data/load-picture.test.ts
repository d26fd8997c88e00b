import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRaster, type Rows } from '../../image-io/raster.ts';
import { loadPicture } from './load-picture.ts';
import { pattern, temporaryFolder, writeTiff } from './test-pictures.ts';

async function loaded(channels: 1 | 2 | 3 | 4, depth: 8 | 16, rows: Rows) {
  const folder = await temporaryFolder();
  const path = join(folder, 'picture.tif');
  const raster = await createRaster(path, { width: 2, height: rows.length / channels / 2, channels, depth }, null);
  await raster.writeRows(rows);
  await raster.finish();
  const result = await loadPicture(path, folder);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('loadPicture', () => {
  it('gives the samples of an 8-bit picture as they are, and leaves nothing behind', async () => {
    const folder = await temporaryFolder();
    const picture = pattern(70, 130, 3);
    await writeTiff(join(folder, 'picture.tif'), picture);
    expect(await loadPicture(join(folder, 'picture.tif'), folder)).toEqual({ ok: true, value: picture });
    expect(await readdir(folder)).toEqual(['picture.tif']);
  });

  it('makes colour of grey', async () => {
    expect((await loaded(1, 8, Uint8Array.of(10, 200))).samples).toEqual(Uint8Array.of(10, 10, 10, 200, 200, 200));
  });

  it('makes 8 bits of 16', async () => {
    expect((await loaded(3, 16, Uint16Array.of(0, 257, 25700, 65535, 300, 128))).samples).toEqual(Uint8Array.of(0, 1, 100, 255, 1, 0));
  });

  it('puts transparent pixels on white', async () => {
    expect((await loaded(4, 8, Uint8Array.of(100, 50, 20, 255, 100, 50, 20, 0))).samples).toEqual(Uint8Array.of(100, 50, 20, 255, 255, 255));
    expect((await loaded(2, 8, Uint8Array.of(100, 51, 0, 204))).samples).toEqual(Uint8Array.of(224, 224, 224, 51, 51, 51));
  });

  it('fails for what is no picture', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'notes.png'), 'no picture');
    expect(await loadPicture(join(folder, 'notes.png'), folder)).toMatchObject({ ok: false, error: { code: 'not-an-image' } });
  });
});
