/** @file Reads pictures at a small size, and writes small ones that can be made again, such as previews: quickly, without sync or check. */
import { rename, writeFile } from 'node:fs/promises';
import { sharp, withoutPixelLimit } from './libvips.ts';

/** 8 bits, interleaved: RGB or RGBA. */
export type SmallPicture = { readonly width: number; readonly height: number; readonly channels: 3 | 4; readonly samples: Uint8Array };

/** High enough that nobody takes a trace of compression for one of the network. */
const quality = 92;

/** PNG or WebP by the path's ending; appears whole or not at all. @throws what the file system says. */
export async function writeSmallPicture(path: string, { width, height, channels, samples }: SmallPicture): Promise<void> {
  const picture = sharp(samples, { raw: { width, height, channels } });
  const encoded = await (path.endsWith('.png') ? picture.png() : picture.webp({ quality, smartSubsample: true })).toBuffer();
  await writeFile(`${path}.new`, encoded);
  await rename(`${path}.new`, path);
}

/**
 * A picture upright and made to fit `longSide`, in sRGB on white: JPEG is decoded at a fraction of its size. Null for what
 * cannot be read whole; `decodeImage` tells why.
 */
export async function readSmallPicture(path: string, longSide: number): Promise<SmallPicture | null> {
  try {
    const picture = sharp(path, { failOn: 'warning', ...withoutPixelLimit }).rotate().resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true });
    const { data, info } = await picture.flatten({ background: '#ffffff' }).toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return info.channels === 3 ? { width: info.width, height: info.height, channels: 3, samples: new Uint8Array(data) } : null;
  } catch {
    return null;
  }
}
