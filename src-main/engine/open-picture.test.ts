import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import { openRaster } from '../image-io/raster.ts';
import { canMount, smallDisk } from '../testing/small-disk.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openPicture } from './open-picture.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder, 'in.jpg');
  await sharp({ create: { width: 300, height: 200, channels: 3, background: '#c08040' } }).jpeg().withMetadata({ orientation: 6 }).toFile(path);
});
const open = (into: string, signal = new AbortController().signal) => openPicture({ path, keep: { raster: join(into, 'raster'), pyramid: join(into, 'pyramid') } }, signal);

describe('openPicture', () => {
  it('keeps upright pixels beside the pyramid and tells the sha256 of the file', async () => {
    const opened = await open(folder);
    const sha256 = createHash('sha256').update(await readFile(path)).digest('hex');
    expect(opened).toMatchObject({ ok: true, value: { info: { width: 200, height: 300 }, pyramid: { width: 200, height: 300 }, sha256 } });
    const raster = await openRaster(join(folder, 'raster'));
    expect([raster.width, raster.height, raster.channels]).toEqual([200, 300, 3]);
    await raster.close();
    expect((await readdir(folder)).sort()).toEqual(['in.jpg', 'pyramid', 'raster']);
  });

  it('leaves neither file of a picture that cannot be opened', async () => {
    await writeFile(path, 'no picture');
    expect(await open(folder)).toMatchObject({ ok: false, error: { code: 'not-an-image' } });
    await rm(path);
    expect(await open(folder)).toMatchObject({ ok: false, error: { code: 'file-missing' } });
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves neither file where the pyramid cannot be written', async () => {
    await mkdir(join(folder, 'pyramid'));
    await expect(open(folder)).rejects.toThrow();
    expect((await readdir(folder)).sort()).toEqual(['in.jpg', 'pyramid']);
  });

  it.runIf(canMount)('refuses before the work what the disk has no room for', async () => {
    const disk = join(folder, 'disk');
    smallDisk(disk, 1500);
    const opened = await open(disk);
    expect(opened).toMatchObject({ ok: false, error: { code: 'disk-full', message: `The disk has too little room: this picture needs 2 MB in ${disk}, 1 MB are free.` } });
  });
});
