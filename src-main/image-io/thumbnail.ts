/** @file A small picture of any picture, as a pyramid of one tile, for lists. Engine process. */
import { randomUUID } from 'node:crypto';
import { rename } from 'node:fs/promises';
import type { Pyramid } from '../../src-shared/pyramid.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { abandonable } from './abandonable.ts';
import { examine, openingOptions } from './examine.ts';
import { cancelled, readFailure } from './file-failure.ts';
import { sharp } from './libvips.ts';
import { writeTiles } from './pyramid.ts';

/** In sRGB, whatever the profile; `side` is the longer one, in pixels, and no picture is enlarged. */
export async function writeThumbnail(path: string, pyramidPath: string, side: number, signal: AbortSignal): Promise<Result<Pyramid>> {
  const examined = await examine(path);
  if (!examined.ok) return examined;
  const { info, source } = examined.value;
  const display = `${pyramidPath}.${randomUUID()}.v`;
  const unfinished = `${pyramidPath}.${randomUUID()}.part`;
  return abandonable(signal, [display, unfinished], async (mayCommit) => {
    let size: Pyramid;
    try {
      const resized = sharp(source, openingOptions(info.format)).autoOrient().resize(side, side, { fit: 'inside', withoutEnlargement: true });
      const { width, height } = await resized.toColourspace('srgb').ensureAlpha().toFile(display);
      size = { width, height };
    } catch (error) {
      return failWith(readFailure(path, error));
    }
    await writeTiles(display, { ...size, channels: 4, depth: 8 }, unfinished, signal);
    if (!mayCommit()) return failWith(cancelled());
    await rename(unfinished, pyramidPath);
    return succeed(size);
  });
}
