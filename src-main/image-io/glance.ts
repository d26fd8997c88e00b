/**
 * @file A large JPEG at a fraction of its size, for the canvas to show while the whole is decoded: libjpeg makes it in a
 * fraction of the time. Engine process.
 */
import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { abandonable } from './abandonable.ts';
import { damagedPixels, examine, openingOptions } from './examine.ts';
import { cancelled } from './file-failure.ts';
import { type Size, glanceSize } from './glance-size.ts';
import { sharp } from './libvips.ts';
import { tilesOf } from './pyramid.ts';

/** Upright and in sRGB, whatever the profile, as large as the `view` shows the whole of it; nothing for what `glanceSize` or another format leaves to the decoder. */
export async function writeGlance(path: string, view: Size, pyramidPath: string, signal: AbortSignal): Promise<Result<null>> {
  const examined = await examine(path);
  if (!examined.ok) return examined;
  const { info, source } = examined.value;
  const size = info.format === 'jpeg' ? glanceSize(info, view) : null;
  if (!size) return succeed(null);
  const unfinished = `${pyramidPath}.${randomUUID()}.part`;
  return abandonable(signal, [unfinished], async (mayCommit) => {
    let pixels: Buffer;
    try {
      pixels = await sharp(source, openingOptions('jpeg')).autoOrient().resize(size.width, size.height, { fit: 'fill' }).toColourspace('srgb').ensureAlpha().raw().toBuffer();
    } catch (error) {
      return failWith(damagedPixels(path, error));
    }
    await writeFile(unfinished, await tilesOf(pixels, size));
    if (!mayCommit()) return failWith(cancelled());
    await rename(unfinished, pyramidPath);
    return succeed(null);
  });
}
