/**
 * @file Copies of training pictures at the size in which they are used, uncompressed on disk, so that each file is
 * decoded once and crops are read by rows; trainer process.
 */
import { createHash, randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { isWriteError, writeFailure } from '../../image-io/file-failure.ts';
import { createRaster, readRasterDirectory } from '../../image-io/raster.ts';
import { pixelOffset } from '../../image-io/raster-file.ts';
import { loadPicture } from './load-picture.ts';
import { colours, type Frame, type Picture } from './picture.ts';

/** Makes the copies of one file, by name; `id` says how, and is a part of what names them in the cache. */
export type CopyRecipe<K extends string> = { readonly id: string; readonly names: readonly K[]; make(picture: Picture): Record<K, Picture> };

export type CachedPicture = { readonly width: number; readonly height: number; readonly path: string };

export type PictureCache = {
  /** The copies of a file, made if they are not there. */
  copies<K extends string>(path: string, recipe: CopyRecipe<K>): Promise<Result<Record<K, CachedPicture>>>;
};

export async function openPictureCache(folder: string): Promise<PictureCache> {
  await mkdir(folder, { recursive: true });
  return {
    async copies(path, recipe) {
      const key = await keyOf(path, recipe.id);
      if (key === null) return failWith(failure('file-missing', `"${path}" does not exist any more.`));
      const place = (name: string) => join(folder, `${key}-${name}.raster`);
      const present = await Promise.all(recipe.names.map((name) => cached(place(name))));
      if (present.every((picture) => picture !== null)) return succeed(named(recipe.names, present));
      const loaded = await loadPicture(path, folder);
      if (!loaded.ok) return loaded;
      const made = recipe.make(loaded.value);
      try {
        return succeed(named(recipe.names, await Promise.all(recipe.names.map((name) => write(made[name], place(name))))));
      } catch (error) {
        if (isWriteError(error)) return failWith(writeFailure(join(folder, basename(path)), error));
        throw error;
      }
    },
  };
}

/**
 * Reads the frame's bytes only, and without giving way: they lie in the system's cache, where waiting for another thread
 * takes longer than reading.
 */
export function readFrame({ path, width }: CachedPicture, frame: Frame): Picture {
  const rowLength = frame.width * colours;
  const samples = new Uint8Array(frame.height * rowLength);
  const file = openSync(path, 'r');
  try {
    for (let row = 0; row < frame.height; row++) {
      const position = pixelOffset + ((frame.y + row) * width + frame.x) * colours;
      const length = readSync(file, samples, row * rowLength, rowLength, position);
      if (length !== rowLength) throw new Error(`expected ${rowLength} bytes at ${position} of "${path}", got ${length}`);
    }
  } finally {
    closeSync(file);
  }
  return { width: frame.width, height: frame.height, samples };
}

const named = <K extends string, V>(names: readonly K[], values: readonly V[]): Record<K, V> =>
  Object.fromEntries(names.map((name, index) => [name, values[index]!])) as Record<K, V>;

/** A file that changes gets other copies; the old ones stay until the cache is emptied. */
async function keyOf(path: string, recipe: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (!found) return null;
  const identity = JSON.stringify([resolve(path), found.size, found.mtimeMs, recipe]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 32);
}

async function cached(path: string): Promise<CachedPicture | null> {
  const directory = await readRasterDirectory(path).catch(() => null);
  return directory && { width: directory.shape.width, height: directory.shape.height, path };
}

/** A copy appears whole or not at all. */
async function write({ width, height, samples }: Picture, path: string): Promise<CachedPicture> {
  const partial = `${path}.${randomUUID()}.part`;
  const raster = await createRaster(partial, { width, height, channels: colours, depth: 8 }, null);
  try {
    await raster.writeRows(samples);
    await raster.finish();
    await rename(partial, path);
  } catch (error) {
    await raster.discard();
    throw error;
  }
  return { width, height, path };
}
