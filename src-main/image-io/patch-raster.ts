/** @file Changes parts of a copy of a raster in place: what is not written stays byte for byte. Engine process. */
import { constants } from 'node:fs';
import { copyFile, open, rm } from 'node:fs/promises';
import type { Region } from '../../src-shared/region.ts';
import { asBytes, closeOnce, type RasterShape, readRasterDirectory, readRows, type Rows, writeAll } from './raster.ts';
import { pixelOffset, rowBytes } from './raster-file.ts';

export type RasterPatcher = RasterShape & {
  /** Pixels of a region inside the picture, interleaved. */
  read(region: Region): Promise<Rows>;
  /** Writes a run of whole pixels that starts at (x, y) and stays in its row. */
  write(x: number, y: number, pixels: Rows): Promise<void>;
  close(): Promise<void>;
  /** Removes the copy; harmless at any time. */
  discard(): Promise<void>;
};

/** Copies the raster at `source` to `target`; without moving a pixel where the file system can share them. */
export async function copyRaster(source: string, target: string): Promise<RasterPatcher> {
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  const { shape } = await readRasterDirectory(target);
  const file = await open(target, 'r+');
  const pixelBytes = (shape.channels * shape.depth) / 8;
  const close = closeOnce(file);
  return {
    ...shape,
    async read({ x, y, width, height }) {
      const rows = await readRows(file, shape, y, height);
      if (width === shape.width) return rows;
      const line = width * shape.channels;
      const cut = rows instanceof Uint8Array ? new Uint8Array(height * line) : new Uint16Array(height * line);
      for (let row = 0; row < height; row += 1) {
        const from = (row * shape.width + x) * shape.channels;
        cut.set(rows.subarray(from, from + line), row * line);
      }
      return cut;
    },
    async write(x, y, pixels) {
      const bytes = asBytes(pixels);
      if (y < 0 || y >= shape.height || x < 0 || x * pixelBytes + bytes.length > rowBytes(shape)) throw new RangeError(`expected pixels within ${shape.width} x ${shape.height}, got ${bytes.length} bytes at ${x}, ${y}`);
      await writeAll(file, bytes, pixelOffset + y * rowBytes(shape) + x * pixelBytes);
    },
    close,
    async discard() {
      await close();
      await rm(target, { force: true });
    },
  };
}
