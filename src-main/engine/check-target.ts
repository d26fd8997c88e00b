/** @file Refuses before the work what the encoder would refuse after it. Runs in the engine. */
import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SaveTarget } from '../../src-shared/image.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { sizeFailure } from '../image-io/encoding.ts';
import { writeFailure } from '../image-io/file-failure.ts';
import { targetExists } from '../image-io/publish.ts';
import { readRasterDirectory } from '../image-io/raster.ts';

/** `source` is the raster that becomes `scale` times as wide and high. */
export async function checkTarget(target: SaveTarget, source: string, scale: number): Promise<Result<null>> {
  const { shape } = await readRasterDirectory(source);
  const tooLarge = sizeFailure({ ...shape, width: shape.width * scale, height: shape.height * scale }, target);
  if (tooLarge) return failWith(tooLarge);
  if (!target.overwrite && (await problemOf(target.path, constants.F_OK)) === null) return failWith(targetExists(target.path));
  const problem = await problemOf(dirname(target.path), constants.W_OK);
  return problem === null ? succeed(null) : failWith(writeFailure(target.path, problem));
}

const problemOf = (path: string, mode: number): Promise<unknown> =>
  access(path, mode).then(
    () => null,
    (error: unknown) => error,
  );
