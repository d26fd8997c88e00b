/** @file The whole picture as a step of a recipe gets it, also where the run holds only a region of it. Runs in the engine. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recipe } from '../../src-shared/recipe.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { cropRaster } from '../image-io/crop-raster.ts';
import { readRasterDirectory } from '../image-io/raster.ts';
import { frameAt, type Place } from './mask/place.ts';
import type { Reference } from './series.ts';
import type { WholePicture } from './steps/step.ts';

export type Whole = {
  /** Path of the raster of the whole picture, before the first step. */
  readonly raster: string;
  readonly scratch: string;
  readonly place: Place;
  /** The picture that the series goes by, before the first step. */
  readonly reference?: Reference | undefined;
  /** Runs steps on a raster that holds all of a picture, `place.shrink` times smaller; `whole` is the path of that picture's raster. */
  readonly run: (steps: Recipe['steps'], rasters: { readonly source: string; readonly result: string; readonly place: Place; readonly whole: string }) => Promise<Result<unknown>>;
};

/** Longest side, before the first step, of what the steps before are run on where only a region of their result is there. */
const side = 1024;

/**
 * `source` is the raster that the step gets, `scale` times the place's pixels a side; `before` are the steps that made it.
 * Of a region, the steps before are run on the whole picture made small: what it looks like hardly depends on its size.
 */
export async function wholeBefore({ raster, scratch, place, reference, run }: Whole, before: Recipe['steps'], source: string, scale: number): Promise<WholePicture> {
  const { shape } = await readRasterDirectory(source);
  const { size, mtimeMs } = await stat(raster);
  const keyOf = (...origin: readonly unknown[]) => createHash('sha256').update(JSON.stringify([...origin, before])).digest('hex');
  const key = keyOf(raster, size, mtimeMs);
  const made = (name: string, of: string) => runSmall(of, join(scratch, `${name}-${before.length}`), before, run);
  const series = reference && {
    reference: {
      key: keyOf(reference.key),
      async raster() {
        const first = await reference.raster();
        return first.ok && before.length > 0 ? made('reference', first.value) : first;
      },
    },
  };
  const frame = frameAt(place, scale, shape);
  const isWhole = place.shrink === 1 && place.region.width === place.picture.width && place.region.height === place.picture.height;
  if (isWhole || before.length === 0) return { frame, key, raster: () => Promise.resolve(succeed(isWhole ? source : raster)), ...series };
  return { frame, key, raster: () => made('whole', raster), ...series };
}

/** Path of what the steps make of the picture made small; `base` begins the names of the files. */
async function runSmall(raster: string, base: string, before: Recipe['steps'], run: Whole['run']): Promise<Result<string>> {
  const { width, height } = (await readRasterDirectory(raster)).shape;
  const shrink = Math.max(1, Math.ceil(Math.max(width, height) / side));
  const region = { x: 0, y: 0, width, height };
  const [small, result] = [`${base}-small`, `${base}-ran`];
  await cropRaster(raster, small, region, shrink);
  const ran = await run(before, { source: small, result, place: { picture: { width, height }, region, shrink }, whole: raster });
  return ran.ok ? succeed(result) : ran;
}
