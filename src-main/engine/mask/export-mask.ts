/** @file A mask as a picture file. Runs in the engine. */
import { join } from 'node:path';
import type { SaveTarget } from '../../../src-shared/image.ts';
import type { Mask } from '../../../src-shared/mask.ts';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { encodeRaster } from '../../image-io/encode.ts';
import { readRasterDirectory } from '../../image-io/raster.ts';
import { withScratch } from '../scratch.ts';
import { wholeMaskPlace } from './place.ts';
import type { MaskSurroundings } from './select-mask.ts';
import { resolveMask } from './resolve-mask.ts';

export function exportMask(raster: string, mask: Mask, target: SaveTarget, { networks, signal }: MaskSurroundings): Promise<Result<null>> {
  return withScratch(async (scratch) => {
    const { shape } = await readRasterDirectory(raster);
    const file = join(scratch, 'mask');
    const resolved = await resolveMask(mask, file, wholeMaskPlace(raster, shape, { networks, scratch, signal }));
    if (!resolved.ok) return resolved;
    const encoded = await encodeRaster(file, target, { signal });
    return encoded.ok ? succeed(null) : encoded;
  });
}
