import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cropRaster } from './crop-raster.ts';
import { createRaster, openRaster, type RasterShape, type Rows } from './raster.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-crop-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(shape: RasterShape, rows: Rows): Promise<string> {
  const path = join(folder, 'source');
  const writer = await createRaster(path, shape, null);
  await writer.writeRows(rows);
  await writer.finish();
  return path;
}
async function crop(source: string, region: Parameters<typeof cropRaster>[2], shrink?: number) {
  const path = join(folder, 'cropped');
  await cropRaster(source, path, region, shrink);
  const reader = await openRaster(path);
  const { width, height } = reader;
  const rows = [...(await reader.readRows(0, height))];
  await reader.close();
  return { width, height, rows };
}

describe('cropRaster', () => {
  it('copies the region and nothing beside it', async () => {
    const source = await write({ width: 4, height: 3, channels: 1, depth: 8 }, Uint8Array.from({ length: 12 }, (_, index) => index));
    expect(await crop(source, { x: 1, y: 1, width: 2, height: 2 })).toEqual({ width: 2, height: 2, rows: [5, 6, 9, 10] });
  });

  it('copies a region taller than what it holds at a time', async () => {
    const source = await write({ width: 2, height: 150, channels: 1, depth: 8 }, Uint8Array.from({ length: 300 }, (_, index) => index % 251));
    const { height, rows } = await crop(source, { x: 1, y: 3, width: 1, height: 140 });
    expect([height, rows[0], rows[63], rows[64], rows[139]]).toEqual([140, 7, 133, 135, 285 % 251]);
  });

  it('takes the mean of squares, of what there is at the border', async () => {
    const samples = Uint16Array.of(1000, 3000, 60000, 2000, 4000, 20000, 10, 20, 30);
    const source = await write({ width: 3, height: 3, channels: 1, depth: 16 }, samples);
    expect(await crop(source, { x: 0, y: 0, width: 3, height: 3 }, 2)).toEqual({ width: 2, height: 2, rows: [2500, 40000, 15, 30] });
  });

  it('counts colours as much as they are opaque', async () => {
    const source = await write({ width: 2, height: 1, channels: 4, depth: 8 }, Uint8Array.of(200, 100, 50, 255, 9, 9, 9, 0));
    expect((await crop(source, { x: 0, y: 0, width: 2, height: 1 }, 2)).rows).toEqual([200, 100, 50, 128]);
  });

  it('leaves no file where the region lies outside', async () => {
    const source = await write({ width: 2, height: 1, channels: 1, depth: 8 }, Uint8Array.of(1, 2));
    await expect(crop(source, { x: 0, y: 0, width: 2, height: 5 })).rejects.toThrow(RangeError);
    expect(await readdir(folder)).toEqual(['source']);
  });
});
