/** @file Writes the tile pyramid that the canvas draws (format: src-shared/pyramid.ts) from a raster; engine process. */
import { randomUUID } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { type Pyramid, type PyramidLevel, pyramidLevels, tileBytes, tileRowBytes, tileSize } from '../../src-shared/pyramid.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { abandonable } from './abandonable.ts';
import { asRgba, displaySpaceFor, shownAsTheyAre, writeForDisplay } from './display-colours.ts';
import { cancelled, isWriteError, writeFailure } from './file-failure.ts';
import { halve } from './halve.ts';
import { readRasterDirectory, readRows, writeAll } from './raster.ts';
import type { RasterShape } from './raster-file.ts';

/** Rows that a level gathers before it writes them: even, and a divisor of the tile size. */
const chunkRows = 64;
const pixelBytes = 4;

export async function buildPyramid(rasterPath: string, pyramidPath: string, options: { signal?: AbortSignal | undefined } = {}): Promise<Result<Pyramid>> {
  const { signal } = options;
  const { shape, carried } = await readRasterDirectory(rasterPath);
  const display = `${pyramidPath}.${randomUUID()}.v`;
  const unfinished = `${pyramidPath}.${randomUUID()}.part`;
  return abandonable(signal, [display, unfinished], async (mayCommit) => {
    try {
      const space = await displaySpaceFor(shape, carried.icc);
      if (shownAsTheyAre(shape, carried.icc)) await writeTiles(rasterPath, shape, unfinished, signal);
      else {
        await writeForDisplay(rasterPath, display, shape, space);
        await writeTiles(display, { ...shape, channels: 4, depth: 8 }, unfinished, signal);
      }
      if (!mayCommit()) return failWith(cancelled());
      await rename(unfinished, pyramidPath);
      return succeed({ width: shape.width, height: shape.height, ...(space === 'srgb' ? {} : { colourSpace: space }) });
    } catch (error) {
      if (isWriteError(error)) return failWith(writeFailure(pyramidPath, error));
      throw error;
    }
  });
}

/** From 8-bit pixels that lie in `from` as a raster's do. */
async function writeTiles(from: string, shape: RasterShape, path: string, signal: AbortSignal | undefined): Promise<void> {
  const source = await open(from, 'r');
  const target = await open(path, 'w');
  const { height } = shape;
  try {
    const fullSize = levelWriters(shape, (bytes, position) => writeAll(target, bytes, position));
    for (let first = 0; first < height && !signal?.aborted; first += chunkRows) {
      const rows = await readRows(source, shape, first, Math.min(chunkRows, height - first));
      await fullSize.add(asRgba(rows as Uint8Array, shape.channels));
    }
    await fullSize.end();
  } finally {
    await source.close();
    await target.close();
  }
}

/** The file of a pyramid that fits into memory, of RGBA pixels. */
export async function tilesOf(pixels: Uint8Array, size: Pyramid): Promise<Uint8Array> {
  const { offset, columns, rows } = pyramidLevels(size).at(-1)!;
  const file = new Uint8Array(offset + columns * rows * tileBytes);
  const fullSize = levelWriters(size, (bytes, position) => {
    file.set(bytes, position);
    return Promise.resolve();
  });
  await fullSize.add(pixels);
  await fullSize.end();
  return file;
}

type Put = (bytes: Uint8Array, position: number) => Promise<void>;
type LevelWriter = { add(rows: Uint8Array): Promise<void>; end(): Promise<void> };

const levelWriters = (size: Pyramid, put: Put): LevelWriter =>
  pyramidLevels(size).reduceRight<LevelWriter | undefined>((smaller, level) => levelWriter(put, level, smaller), undefined)!;

/** Cuts the rows of one level into its tiles, chunk by chunk, and hands each chunk on at half its size. */
function levelWriter(put: Put, level: PyramidLevel, smaller: LevelWriter | undefined): LevelWriter {
  const lineBytes = level.width * pixelBytes;
  const chunk = new Uint8Array(chunkRows * lineBytes);
  let filled = 0;
  let firstRow = 0;
  const flush = async () => {
    if (filled === 0) return;
    const rows = chunk.subarray(0, filled);
    await writeChunk(put, level, rows, firstRow);
    firstRow += filled / lineBytes;
    filled = 0;
    await smaller?.add(halve(rows, level.width, rows.length / lineBytes));
  };
  return {
    async add(rows) {
      for (let from = 0; from < rows.length; ) {
        const part = rows.subarray(from, from + chunk.length - filled);
        chunk.set(part, filled);
        filled += part.length;
        from += part.length;
        if (filled === chunk.length) await flush();
      }
    },
    async end() {
      const lastRow = (filled > 0 ? chunk.slice(filled - lineBytes, filled) : chunk.slice(-lineBytes));
      await flush();
      for (; firstRow % tileSize !== 0; firstRow += padding(firstRow)) await writeChunk(put, level, repeat(lastRow, padding(firstRow)), firstRow);
      await smaller?.end();
    },
  };
}

/** Rows to fill up to the next whole chunk. */
const padding = (firstRow: number) => chunkRows - (firstRow % chunkRows);

function repeat(row: Uint8Array, count: number): Uint8Array {
  const rows = new Uint8Array(row.length * count);
  for (let index = 0; index < count; index++) rows.set(row, index * row.length);
  return rows;
}

/** Writes rows that lie within one row of tiles, each tile's part at once, its missing columns filled by the last pixel. */
async function writeChunk(put: Put, level: PyramidLevel, rows: Uint8Array, firstRow: number): Promise<void> {
  const pixels = new Uint32Array(rows.buffer, rows.byteOffset, rows.length / pixelBytes);
  const count = pixels.length / level.width;
  const tileRow = Math.floor(firstRow / tileSize);
  const columns = Array.from({ length: level.columns }, (_, column) => {
    const part = new Uint32Array(count * tileSize);
    const width = Math.min(tileSize, level.width - column * tileSize);
    for (let row = 0; row < count; row++) {
      const from = row * level.width + column * tileSize;
      part.set(pixels.subarray(from, from + width), row * tileSize);
      if (width < tileSize) part.fill(pixels[from + width - 1]!, row * tileSize + width, (row + 1) * tileSize);
    }
    return { part: new Uint8Array(part.buffer), position: level.offset + (tileRow * level.columns + column) * tileBytes + (firstRow % tileSize) * tileRowBytes };
  });
  await Promise.all(columns.map(({ part, position }) => put(part, position)));
}
