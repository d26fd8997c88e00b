/**
 * @file A large JPEG at a fraction of its size, for the canvas to show while the whole is decoded: libjpeg makes it in a
 * fraction of the time. Engine process.
 */
import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import type { Pyramid } from '../../src-shared/pyramid.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { abandonable } from './abandonable.ts';
import { damagedPixels, examine, openingOptions } from './examine.ts';
import { cancelled } from './file-failure.ts';
import { sharp } from './libvips.ts';
import { tilesOf } from './pyramid.ts';

/** Upright and in sRGB, whatever the profile; `size` is that of the upright picture, smaller. */
export async function writeGlance(path: string, { width, height }: Pyramid, pyramidPath: string, signal: AbortSignal): Promise<Result<null>> {
  const examined = await examine(path);
  if (!examined.ok) return examined;
  const unfinished = `${pyramidPath}.${randomUUID()}.part`;
  return abandonable(signal, [unfinished], async (mayCommit) => {
    let pixels: Buffer;
    try {
      pixels = await sharp(examined.value.source, openingOptions('jpeg')).autoOrient().resize(width, height, { fit: 'fill' }).toColourspace('srgb').ensureAlpha().raw().toBuffer();
    } catch (error) {
      return failWith(damagedPixels(path, error));
    }
    await writeFile(unfinished, await tilesOf(pixels, { width, height }));
    if (!mayCommit()) return failWith(cancelled());
    await rename(unfinished, pyramidPath);
    return succeed(null);
  });
}
