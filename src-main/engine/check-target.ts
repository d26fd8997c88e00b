/** @file Refuses before the work what the encoder would refuse after it. Runs in the engine. */
import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SaveTarget } from '../../src-shared/image.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { sizeFailure } from '../image-io/encoding.ts';
import { writeFailure } from '../image-io/file-failure.ts';
import { targetExists } from '../image-io/publish.ts';
import { readRasterDirectory } from '../image-io/raster.ts';

export async function checkPlace({ path, overwrite }: SaveTarget): Promise<Result<null>> {
  if (!overwrite && (await problemOf(path, constants.F_OK)) === null) return failWith(targetExists(path));
  const problem = await problemOf(dirname(path), constants.W_OK);
  return problem === null ? succeed(null) : failWith(writeFailure(path, problem));
}

/** `source` is the raster that becomes `scale` times as wide and high. */
export async function checkSize(target: SaveTarget, source: string, scale: number): Promise<Result<null>> {
  const { shape } = await readRasterDirectory(source);
  const tooLarge = sizeFailure({ ...shape, width: shape.width * scale, height: shape.height * scale }, target);
  return tooLarge ? failWith(tooLarge) : succeed(null);
}

const problemOf = (path: string, mode: number): Promise<unknown> =>
  access(path, mode).then(
    () => null,
    (error: unknown) => error,
  );
