/** @file What each selection tool finds in a picture. Runs in the engine. */
import { join } from 'node:path';
import type { FoundByRule, MaskBitmap, MaskRule } from '../../../src-shared/mask.ts';
import type { Selection } from '../../../src-shared/mask/selection.ts';
import { assertNever, type Result, succeed } from '../../../src-shared/result.ts';
import { cropRaster } from '../../image-io/crop-raster.ts';
import { openRaster, readRasterDirectory } from '../../image-io/raster.ts';
import { withScratch } from '../scratch.ts';
import { bitmapOf } from './bitmap.ts';
import type { MaskNetworks } from './find-people.ts';
import { selectObject } from './object-select.ts';
import { frameAt, type MaskPlace, wholeMaskPlace, wholePlace } from './place.ts';
import { resolveMask } from './resolve-mask.ts';
import { likePixel } from './wand.ts';

export type MaskSurroundings = { readonly networks: MaskNetworks; readonly signal: AbortSignal };

/** Null where nothing is found. */
export async function selectMask(raster: string, selection: Selection, surroundings: MaskSurroundings): Promise<Result<MaskBitmap | null>> {
  switch (selection.kind) {
    case 'wand': {
      const { shape } = await readRasterDirectory(raster);
      return succeed(await bitmapOf(await likePixel(raster, selection), shape.width, shape));
    }
    case 'object':
      return selectObject(raster, selection, surroundings.signal);
    case 'people':
      return selectByRule(raster, selection, surroundings);
    case 'file':
      return selectByRule(raster, { ...selection, fit: true }, surroundings);
    default:
      return assertNever(selection);
  }
}

function selectByRule(raster: string, rule: MaskRule, surroundings: MaskSurroundings): Promise<Result<MaskBitmap | null>> {
  return withScratch(async (scratch) => {
    const { shape } = await readRasterDirectory(raster);
    return resolveRule(rule, wholeMaskPlace(raster, shape, { ...surroundings, scratch }));
  });
}

/** Longer side of what is computed to be looked at. */
const shownSide = 2048;

/** What a rule finds, for the overlay: of a picture made smaller where it is large. */
export function applyMaskRule(raster: string, rule: MaskRule, surroundings: MaskSurroundings): Promise<Result<FoundByRule>> {
  return withScratch(async (scratch) => {
    const { shape } = await readRasterDirectory(raster);
    const place = wholePlace(shape);
    const shrink = Math.ceil(Math.max(shape.width, shape.height) / shownSide);
    const small = join(scratch, 'small');
    if (shrink > 1) await cropRaster(raster, small, place.region, shrink);
    const seen = shrink > 1 ? small : raster;
    const { shape: shown } = await readRasterDirectory(seen);
    const frame = frameAt({ ...place, shrink }, 1, shown);
    const found = await resolveRule(rule, { ...wholeMaskPlace(seen, shown, { ...surroundings, scratch }), frame, picture: shape });
    return found.ok ? succeed({ width: shape.width, height: shape.height, bitmap: found.value }) : found;
  });
}

async function resolveRule(source: MaskRule, place: MaskPlace): Promise<Result<MaskBitmap | null>> {
  const file = join(place.scratch, 'mask');
  const resolved = await resolveMask({ source, inverted: false, grow: 0, feather: 0 }, file, place);
  if (!resolved.ok) return resolved;
  const reader = await openRaster(file);
  const values = (await reader.readRows(0, reader.height)) as Uint8Array;
  await reader.close();
  return succeed(await bitmapOf(values, reader.width, place.picture));
}
