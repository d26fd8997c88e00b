/** @file What each selection tool finds in a picture. Runs in the engine. */
import { join } from 'node:path';
import type { MaskBitmap } from '../../../src-shared/mask.ts';
import type { Selection } from '../../../src-shared/mask/selection.ts';
import { assertNever, type Result, succeed } from '../../../src-shared/result.ts';
import { openRaster, readRasterDirectory } from '../../image-io/raster.ts';
import { withScratch } from '../scratch.ts';
import { bitmapOf } from './bitmap.ts';
import { selectObject } from './object-select.ts';
import { frameAt, wholePlace } from './place.ts';
import { resolveMask } from './resolve-mask.ts';
import { likePixel } from './wand.ts';

export async function selectMask(raster: string, selection: Selection, signal: AbortSignal): Promise<Result<MaskBitmap | null>> {
  const { shape } = await readRasterDirectory(raster);
  switch (selection.kind) {
    case 'wand':
      return succeed(await bitmapOf(await likePixel(raster, selection), shape.width, shape));
    case 'object':
      return selectObject(raster, selection);
    case 'file':
      return withScratch(async (scratch) => {
        const file = join(scratch, 'mask');
        const source = { ...selection, fit: true };
        const place = { frame: frameAt(wholePlace(shape), 1, shape), picture: shape, raster, scratch, signal };
        const resolved = await resolveMask({ source, inverted: false, grow: 0, feather: 0 }, file, place);
        if (!resolved.ok) return resolved;
        const reader = await openRaster(file);
        const values = (await reader.readRows(0, reader.height)) as Uint8Array;
        await reader.close();
        return succeed(await bitmapOf(values, shape.width, shape));
      });
    default:
      return assertNever(selection);
  }
}
