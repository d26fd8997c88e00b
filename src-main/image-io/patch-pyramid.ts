/** @file The pyramid of a picture that differs in parts from one that has its pyramid already: tiles that are the same are copied; engine process. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, type FileHandle, open, rename } from 'node:fs/promises';
import { type Pyramid, type PyramidLevel, pyramidLevels, tileBytes, tileSize } from '../../src-shared/pyramid.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { abandonable } from './abandonable.ts';
import { asRgba, type DisplaySpace, displaySpaceFor, shownAsTheyAre, showPixels } from './display-colours.ts';
import { cancelled, isWriteError, writeFailure } from './file-failure.ts';
import { halve } from './halve.ts';
import { readRasterDirectory, readRows, type Rows, writeAll } from './raster.ts';
import { pixelOffset, type RasterShape, rowBytes } from './raster-file.ts';

/** Paths of a raster and of its pyramid. */
export type LaidOut = { readonly raster: string; readonly pyramid: string };

/** Rows that are compared at a time: a divisor of the tile size. */
const bandRows = 64;
/** Share of the tiles up to which changing them in a copy is quicker than making all. */
const worthwhile = 0.5;
const pixelBytes = 4;

/**
 * Writes what `buildPyramid` would, byte for byte. Null, and nothing is written, where that is the quicker way: where the
 * rasters differ in size or profile or in most tiles, or the pyramid before is gone.
 */
export async function patchPyramid(before: LaidOut, { raster, pyramid }: LaidOut, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<Result<Pyramid> | null> {
  const [then, now] = await Promise.all([before.raster, raster].map(readRasterDirectory));
  const { shape, carried } = now!;
  if (!isSameForm(then!, now!)) return null;
  const changed = await changedTiles(before.raster, raster, shape, signal);
  const { columns, rows } = pyramidLevels(shape)[0]!;
  if (changed.length > worthwhile * columns * rows) return null;
  const space = await displaySpaceFor(shape, carried.icc);
  const unfinished = `${pyramid}.${randomUUID()}.part`;
  const patched = await abandonable<Pyramid | null>(signal, [unfinished], async (mayCommit) => {
    try {
      if (!(await copyIfThere(before.pyramid, unfinished))) return succeed(null);
      await writeChanged(raster, { shape, icc: carried.icc, space }, unfinished, changed, signal);
      if (!mayCommit()) return failWith(cancelled());
      await rename(unfinished, pyramid);
      return succeed({ width: shape.width, height: shape.height, ...(space === 'srgb' ? {} : { colourSpace: space }) });
    } catch (error) {
      if (isWriteError(error)) return failWith(writeFailure(pyramid, error));
      throw error;
    }
  });
  if (!patched.ok) return patched;
  return patched.value && succeed(patched.value);
}

type Directory = Awaited<ReturnType<typeof readRasterDirectory>>;

const isSameForm = (a: Directory, b: Directory): boolean =>
  (['width', 'height', 'channels', 'depth'] as const).every((side) => a.shape[side] === b.shape[side]) && (a.carried.icc?.equals(b.carried.icc ?? Buffer.alloc(0)) ?? b.carried.icc === null);

/** Without moving a byte where the file system can share them. */
async function copyIfThere(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

type Tile = { readonly column: number; readonly row: number };

/** The tiles of the full size in which two rasters of one form differ. */
async function changedTiles(before: string, after: string, shape: RasterShape, signal: AbortSignal | undefined): Promise<Tile[]> {
  const files = await Promise.all([before, after].map((path) => open(path, 'r')));
  const lineBytes = rowBytes(shape);
  const tileLine = rowBytes({ ...shape, width: tileSize });
  // Filled again and again: fresh memory would take longer than the comparison.
  const bands = files.map(() => Buffer.allocUnsafe(bandRows * lineBytes));
  const changed: Tile[] = [];
  try {
    for (let first = 0; first < shape.height && !signal?.aborted; first += bandRows) {
      const row = Math.floor(first / tileSize);
      const length = Math.min(bandRows, shape.height - first) * lineBytes;
      const [then, now] = (await Promise.all(files.map((file, index) => readFully(file, bands[index]!.subarray(0, length), pixelOffset + first * lineBytes)))) as [Buffer, Buffer];
      if (then.equals(now)) continue;
      for (let column = 0; column * tileSize < shape.width; column += 1) {
        if (changed.some((tile) => tile.row === row && tile.column === column)) continue;
        if (differ(then, now, lineBytes, column * tileLine, Math.min(lineBytes, (column + 1) * tileLine))) changed.push({ column, row });
      }
    }
    return changed;
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

/** Whether rows differ in the bytes `from` to `to` of any of them. */
function differ(then: Buffer, now: Buffer, lineBytes: number, from: number, to: number): boolean {
  for (let line = 0; line < then.length; line += lineBytes) if (then.compare(now, line + from, line + to, line + from, line + to) !== 0) return true;
  return false;
}

type Shown = { readonly shape: RasterShape; readonly icc: Buffer | null; readonly space: DisplaySpace };

async function writeChanged(raster: string, shown: Shown, path: string, changed: readonly Tile[], signal: AbortSignal | undefined): Promise<void> {
  const source = await open(raster, 'r');
  const target = await open(path, 'r+');
  const levels = pyramidLevels(shown.shape);
  try {
    for (const tile of changed) {
      if (signal?.aborted) return;
      const area = areaOf(levels[0]!, tile, tileSize);
      await writeTile(target, levels[0]!, tile, await readShown(source, shown, area), area.width);
    }
    let stale = changed;
    for (let level = 1; level < levels.length; level += 1) {
      stale = parentsOf(stale);
      for (const tile of stale) {
        if (signal?.aborted) return;
        const area = areaOf(levels[level - 1]!, tile, 2 * tileSize);
        const finer = await readArea(target, levels[level - 1]!, tile, area);
        await writeTile(target, levels[level]!, tile, halve(finer, area.width, area.height), Math.ceil(area.width / 2));
      }
    }
  } finally {
    await source.close();
    await target.close();
  }
}

const parentsOf = (tiles: readonly Tile[]): Tile[] => [...new Map(tiles.map(({ column, row }) => [`${column >> 1} ${row >> 1}`, { column: column >> 1, row: row >> 1 }])).values()];

type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** What a square of the level's grid of `side` pixels has of the picture. */
const areaOf = ({ width, height }: PyramidLevel, { column, row }: Tile, side: number): Area => ({ x: column * side, y: row * side, width: Math.min(side, width - column * side), height: Math.min(side, height - row * side) });

/** Pixels of the raster as the canvas shows them: RGBA. */
async function readShown(source: FileHandle, { shape, icc, space }: Shown, area: Area): Promise<Uint8Array> {
  const cut = cutColumns(await readRows(source, shape, area.y, area.height), shape, area);
  if (shownAsTheyAre(shape, icc)) return asRgba(cut as Uint8Array, shape.channels);
  return showPixels(cut, { ...shape, width: area.width, height: area.height }, icc, space);
}

function cutColumns(rows: Rows, { width, channels }: RasterShape, area: Area): Rows {
  const cut = rows instanceof Uint8Array ? new Uint8Array(area.width * area.height * channels) : new Uint16Array(area.width * area.height * channels);
  for (let row = 0; row < area.height; row += 1) {
    const from = (row * width + area.x) * channels;
    cut.set(rows.subarray(from, from + area.width * channels), row * area.width * channels);
  }
  return cut;
}

const positionOf = ({ offset, columns }: PyramidLevel, { column, row }: Tile): number => offset + (row * columns + column) * tileBytes;

/** An area of a level from the up to four tiles that a tile of the next level stands for. */
async function readArea(file: FileHandle, level: PyramidLevel, { column, row }: Tile, area: Area): Promise<Uint8Array> {
  const pixels = new Uint8Array(area.width * area.height * pixelBytes);
  const bytes = new Uint8Array(tileBytes);
  for (let down = 0; down * tileSize < area.height; down += 1)
    for (let across = 0; across * tileSize < area.width; across += 1) {
      await readFully(file, bytes, positionOf(level, { column: 2 * column + across, row: 2 * row + down }));
      const width = Math.min(tileSize, area.width - across * tileSize);
      for (let line = 0; line < Math.min(tileSize, area.height - down * tileSize); line += 1) {
        const from = line * tileSize * pixelBytes;
        pixels.set(bytes.subarray(from, from + width * pixelBytes), ((down * tileSize + line) * area.width + across * tileSize) * pixelBytes);
      }
    }
  return pixels;
}

/** Gives the bytes, filled. */
async function readFully<T extends Uint8Array>(file: FileHandle, bytes: T, position: number): Promise<T> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) throw new Error(`expected ${bytes.length} bytes at ${position}, got ${done}`);
    done += bytesRead;
  }
  return bytes;
}

/** Pixels that fill a tile from its upper left corner; what they leave repeats their last column and row. */
async function writeTile(file: FileHandle, level: PyramidLevel, tile: Tile, pixels: Uint8Array, width: number): Promise<void> {
  const bytes = new Uint8Array(tileBytes);
  const tileLine = tileSize * pixelBytes;
  const lines = pixels.length / (width * pixelBytes);
  for (let line = 0; line < tileSize; line += 1) {
    if (line >= lines) {
      bytes.copyWithin(line * tileLine, (lines - 1) * tileLine, lines * tileLine);
      continue;
    }
    const from = pixels.subarray(line * width * pixelBytes, (line + 1) * width * pixelBytes);
    bytes.set(from, line * tileLine);
    for (let at = from.length; at < tileLine; at += pixelBytes) bytes.set(from.subarray(-pixelBytes), line * tileLine + at);
  }
  await writeAll(file, bytes, positionOf(level, tile));
}
