/** @file Tests raster.ts and raster-file.ts: rows out as rows in, and a file that libvips reads the same way. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sharp } from './libvips.ts';
import { createRaster, openRaster, type RasterShape, type Rows } from './raster.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-raster-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Elements that all differ from their neighbours, rows and channels. */
function ramp({ width, height, channels, depth }: RasterShape): Rows {
  const values = Array.from({ length: width * height * channels }, (_, index) => (index * 7919) % 2 ** depth);
  return depth === 16 ? Uint16Array.from(values) : Uint8Array.from(values);
}

async function write(path: string, shape: RasterShape, rows: Rows, rowsAtOnce: number): Promise<void> {
  const writer = await createRaster(path, shape, null);
  const row = shape.width * shape.channels;
  for (let from = 0; from < rows.length; from += rowsAtOnce * row) await writer.writeRows(rows.subarray(from, from + rowsAtOnce * row));
  await writer.finish();
}

const shapes = ([1, 2, 3, 4] as const).flatMap((channels) => ([8, 16] as const).map((depth): RasterShape => ({ width: 37, height: 53, channels, depth })));

describe('raster', () => {
  it.each(shapes)('gives back any window of rows of $channels channels, $depth bits', async (shape) => {
    const path = join(folder, 'a');
    const rows = ramp(shape);
    await write(path, shape, rows, 10);
    const reader = await openRaster(path);
    expect(reader).toMatchObject(shape);
    const row = shape.width * shape.channels;
    expect(await reader.readRows(0, 53)).toEqual(rows);
    expect(await reader.readRows(17, 4)).toEqual(rows.slice(17 * row, 21 * row));
    await expect(reader.readRows(50, 4)).rejects.toThrow('expected rows within 0 to 53, got 50 to 54');
    await reader.close();
  });

  it.each(shapes)('is read alike by libvips with $channels channels, $depth bits', async (shape) => {
    const path = join(folder, 'a');
    const rows = ramp(shape);
    await write(path, shape, rows, 53);
    const space = shape.channels < 3 ? ({ 8: 'b-w', 16: 'grey16' } as const) : ({ 8: 'srgb', 16: 'rgb16' } as const);
    const png = await sharp(path).toColourspace(space[shape.depth]).png().toBuffer();
    expect(await sharp(png).metadata()).toMatchObject({ channels: shape.channels, depth: shape.depth === 16 ? 'ushort' : 'uchar', hasAlpha: shape.channels % 2 === 0 });
    await sharp(png).toColourspace(space[shape.depth]).toFile(join(folder, 'again.v'));
    const again = await readFile(join(folder, 'again.v'));
    expect(Buffer.compare(again.subarray(64, 64 + rows.byteLength), Buffer.from(rows.buffer))).toBe(0);
  });

  it('refuses rows that do not fit', async () => {
    const writer = await createRaster(join(folder, 'a'), { width: 4, height: 3, channels: 3, depth: 8 }, null);
    await expect(writer.writeRows(new Uint8Array(13))).rejects.toThrow('whole rows of 12 bytes');
    await expect(writer.writeRows(new Uint16Array(6))).rejects.toThrow('whole rows of 12 bytes');
    await writer.writeRows(new Uint8Array(24));
    await expect(writer.writeRows(new Uint8Array(24))).rejects.toThrow('1 at most');
    await expect(writer.finish()).rejects.toThrow('expected 3 rows, got 2');
    await writer.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not a raster before it is finished', async () => {
    const path = join(folder, 'a');
    const writer = await createRaster(path, { width: 40, height: 3, channels: 3, depth: 8 }, null);
    await writer.writeRows(new Uint8Array(240));
    await expect(openRaster(path)).rejects.toThrow('expected a finished raster');
    await writer.discard();
    await writer.discard();
  });
});
