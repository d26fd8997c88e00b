/** @file A small picture of any picture, as a pyramid of one tile, for lists. Engine process. */
import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import type { Pyramid } from '../../src-shared/pyramid.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { abandonable } from './abandonable.ts';
import { examine, openingOptions } from './examine.ts';
import { cancelled, readFailure } from './file-failure.ts';
import { sharp } from './libvips.ts';
import { tilesOf } from './pyramid.ts';

/** In sRGB, whatever the profile; `side` is the longer one, in pixels, and no picture is enlarged. */
export async function writeThumbnail(path: string, pyramidPath: string, side: number, signal: AbortSignal): Promise<Result<Pyramid>> {
  const examined = await examine(path);
  if (!examined.ok) return examined;
  const { info, source } = examined.value;
  const unfinished = `${pyramidPath}.${randomUUID()}.part`;
  return abandonable(signal, [unfinished], async (mayCommit) => {
    let size: Pyramid;
    let pixels: Buffer;
    try {
      const resized = sharp(source, openingOptions(info.format)).autoOrient().resize(side, side, { fit: 'inside', withoutEnlargement: true });
      const { data, info: shown } = await resized.toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      [pixels, size] = [data, { width: shown.width, height: shown.height }];
    } catch (error) {
      return failWith(readFailure(path, error));
    }
    await writeFile(unfinished, await tilesOf(pixels, size));
    if (!mayCommit()) return failWith(cancelled());
    await rename(unfinished, pyramidPath);
    return succeed(size);
  });
}
