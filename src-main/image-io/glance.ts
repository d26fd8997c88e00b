/**
 * @file A large JPEG at a fraction of its size, for the canvas to show while the whole is decoded: libjpeg makes it in a
 * fraction of the time. Engine process.
 */
import { randomUUID } from 'node:crypto';
import { rename } from 'node:fs/promises';
import type { ImageInfo } from '../../src-shared/image.ts';
import type { Pyramid } from '../../src-shared/pyramid.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { abandonable } from './abandonable.ts';
import { examine, openingOptions } from './examine.ts';
import { cancelled } from './file-failure.ts';
import { sharp } from './libvips.ts';
import { writeTiles } from './pyramid.ts';

/** Enough for the longer side of a window. */
const longerSide = 1400;
/** What libjpeg shrinks by while it decodes. */
const shrinks = [8, 4, 2];

export type Glance = { readonly info: ImageInfo; readonly pyramid: Pyramid };

/** In sRGB, whatever the profile; null for a picture that is small, no JPEG, or damaged: decoding the whole tells what is wrong. */
export async function writeGlance(path: string, pyramidPath: string, signal: AbortSignal): Promise<Result<Glance | null>> {
  const examined = await examine(path);
  if (!examined.ok) return succeed(null);
  const { info, source } = examined.value;
  const shrink = shrinks.find((it) => Math.max(info.width, info.height) / it >= longerSide);
  if (info.format !== 'jpeg' || shrink === undefined) return succeed(null);
  const [width, height] = [Math.ceil(info.width / shrink), Math.ceil(info.height / shrink)];
  const display = `${pyramidPath}.${randomUUID()}.v`;
  const unfinished = `${pyramidPath}.${randomUUID()}.part`;
  return abandonable(signal, [display, unfinished], async (mayCommit) => {
    try {
      await sharp(source, openingOptions('jpeg')).autoOrient().resize(width, height, { fit: 'fill' }).toColourspace('srgb').ensureAlpha().toFile(display);
    } catch {
      return succeed(null);
    }
    await writeTiles(display, { width, height, channels: 4, depth: 8 }, unfinished, signal);
    if (!mayCommit()) return failWith(cancelled());
    await rename(unfinished, pyramidPath);
    return succeed({ info, pyramid: { width, height } });
  });
}
