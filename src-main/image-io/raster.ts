/**
 * @file Uncompressed pixels on disk, read and written by windows of rows, so that memory never grows with the picture;
 * engine process. See [Note: Raster files] in raster-file.ts.
 */
import { type FileHandle, open, rm } from 'node:fs/promises';
import { type Carried, decodeDirectory, directoryOffset, encodeDirectory, encodeHeader, isGrey, nothingCarried, pixelOffset, type RasterShape, rowBytes } from './raster-file.ts';

export type { RasterShape } from './raster-file.ts';

export type Rows = Uint8Array | Uint16Array;

export type RasterReader = RasterShape & {
  /** Rows `first` to `first + count - 1`, interleaved; a fresh array at each call. */
  readRows(first: number, count: number): Promise<Rows>;
  close(): Promise<void>;
};

export type RasterWriter = RasterShape & {
  /** Of the file, into which other threads may write rows too. */
  readonly path: string;
  /** Writes whole rows from the row `first` on; without it behind those that were written last, at first at the top. Each row once. */
  writeRows(rows: Rows, first?: number): Promise<void>;
  /** So many rows were written by other threads. */
  noteWritten(count: number): void;
  finish(): Promise<void>;
  /** Removes the file; harmless at any time. */
  discard(): Promise<void>;
};

/** A raster's shape and metadata, without its pixels. Throws where the file is no raster: those are ours alone. */
export async function readRasterDirectory(path: string): Promise<{ shape: RasterShape; carried: Carried }> {
  const file = await open(path, 'r');
  try {
    return await readDirectory(file, path);
  } finally {
    await file.close();
  }
}

async function readDirectory(file: FileHandle, path: string) {
  const { size } = await file.stat();
  const header = Buffer.alloc(pixelOffset);
  await file.read(header, 0, header.length, 0);
  const start = directoryOffset(header);
  if (start === undefined || start >= size) throw new Error(`expected a finished raster in ${path}, got ${size} bytes of something else`);
  const directory = Buffer.alloc(size - start);
  await file.read(directory, 0, directory.length, start);
  return decodeDirectory(directory, start);
}

export async function openRaster(path: string): Promise<RasterReader> {
  const file = await open(path, 'r');
  try {
    const { shape } = await readDirectory(file, path);
    return { ...shape, readRows: (first, count) => readRows(file, shape, first, count), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** All of a raster of one channel and 8 bits. */
export async function readPlane(path: string): Promise<{ readonly width: number; readonly height: number; readonly values: Uint8Array }> {
  const { width, height, readRows: rows, close } = await openRaster(path);
  try {
    return { width, height, values: (await rows(0, height)) as Uint8Array };
  } finally {
    await close();
  }
}

/** Rows of the raster in `file`, or of any file whose pixels lie as a raster's do. */
export async function readRows(file: FileHandle, shape: RasterShape, first: number, count: number): Promise<Rows> {
  if (first < 0 || count < 1 || first + count > shape.height)
    throw new RangeError(`expected rows within 0 to ${shape.height}, got ${first} to ${first + count}`);
  const bytes = new Uint8Array(count * rowBytes(shape));
  const start = pixelOffset + first * rowBytes(shape);
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + done);
    if (bytesRead === 0) throw new Error(`expected ${bytes.length} bytes at ${start}, got ${done}`);
    done += bytesRead;
  }
  return shape.depth === 16 ? new Uint16Array(bytes.buffer) : bytes;
}

export async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Closes a file at the first call; harmless at any later one. */
export function closeOnce(file: FileHandle): () => Promise<void> {
  let closed = false;
  return async () => {
    if (closed) return;
    closed = true;
    await file.close();
  };
}

export const asBytes = (rows: Rows): Uint8Array => new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);

/** Writes header and directory: from then on the file is a raster. */
export async function sealRaster(file: FileHandle, shape: RasterShape, carried: Carried): Promise<void> {
  await writeAll(file, encodeDirectory(shape, carried), pixelOffset + rowBytes(shape) * shape.height);
  await writeAll(file, encodeHeader(shape), 0);
}

/**
 * Starts a raster. `carriedFrom` names the raster whose profile and metadata the new one takes over; the profile only
 * where both are grey or both are colour, for it fits no other pixels.
 */
export async function createRaster(path: string, shape: RasterShape, carriedFrom: string | null): Promise<RasterWriter> {
  const source = carriedFrom === null ? null : await readRasterDirectory(carriedFrom);
  const carried = source ? { ...source.carried, icc: isGrey(source.shape) === isGrey(shape) ? source.carried.icc : null } : nothingCarried;
  const file = await open(path, 'w');
  let next = 0;
  let written = 0;
  const close = closeOnce(file);
  return {
    ...shape,
    path,
    async writeRows(rows, first = next) {
      const bytes = asBytes(rows);
      const count = bytes.length / rowBytes(shape);
      if (!Number.isInteger(count) || first + count > shape.height || rows.BYTES_PER_ELEMENT * 8 !== shape.depth)
        throw new RangeError(`expected whole rows of ${rowBytes(shape)} bytes, ${shape.height - first} at most, got ${bytes.length} bytes`);
      next = first + count;
      await writeAll(file, bytes, pixelOffset + first * rowBytes(shape));
      written += count;
    },
    noteWritten(count) {
      written += count;
    },
    async finish() {
      if (written !== shape.height) throw new Error(`expected ${shape.height} rows, got ${written}`);
      await sealRaster(file, shape, carried);
      await close();
    },
    async discard() {
      await close();
      await rm(path, { force: true });
    },
  };
}
