/**
 * @file Decodes a picture file into a raster: upright, in its own profile; engine process.
 *
 * Grey and RGB values are taken as they are, profile or not; CMYK and Lab become sRGB through the profile. libvips streams
 * rows into a `.v` file (progressive JPEG, interlaced PNG, WebP, AVIF and GIF it must hold whole), which becomes the raster.
 */
import { randomUUID } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { type Note, note } from '../../src-shared/note.ts';
import type { ImageInfo } from '../../src-shared/image.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { abandonable } from './abandonable.ts';
import { damagedPixels, type Examined, examine, openingOptions } from './examine.ts';
import { uprightExif } from './exif.ts';
import { cancelled, isWriteError, writeFailure } from './file-failure.ts';
import { sharp } from './libvips.ts';
import { carriedFields } from './metadata-fields.ts';
import { writeUpright } from './orient.ts';
import { profileWorks } from './profile-check.ts';
import { sealRaster } from './raster.ts';
import { type Carried, pixelOffset, type RasterShape, rowBytes } from './raster-file.ts';

export type DecodeOptions = {
  readonly signal?: AbortSignal | undefined;
  /** libvips has begun on the pixels, in threads of its own. */
  readonly onPixels?: (() => void) | undefined;
};

export async function decodeImage(path: string, rasterPath: string, options: DecodeOptions = {}): Promise<Result<ImageInfo>> {
  const examined = await examine(path);
  if (!examined.ok) return examined;
  const { info, metadata } = examined.value;
  const stored = `${rasterPath}.${randomUUID()}.v`;
  const upright = `${rasterPath}.${randomUUID()}.part`;
  return abandonable(options.signal, [stored, upright], async (mayCommit) => {
    try {
      const decoding = decodeAsStored(examined.value, stored);
      options.onPixels?.();
      const decoded = await decoding;
      if (!decoded.ok) return decoded;
      const { shape, warnings } = decoded.value;
      const keepsValues = info.colour === 'grey' || info.colour === 'rgb';
      const icc = metadata.icc && keepsValues ? metadata.icc : null;
      const iccWorks = icc === null || (await profileWorks(icc, shape.channels));
      if (!iccWorks) warnings.push(note('profile-broken'));
      const exif = metadata.exif ? uprightExif(metadata.exif) : null;
      if (metadata.exif && !exif) warnings.push(note('exif-broken'));
      const carried = await sealDecoded(stored, shape, { icc: iccWorks ? icc : null, exif });
      if (info.orientation > 1) await writeUpright(stored, upright, info.orientation, carried, options);
      if (!mayCommit()) return failWith(cancelled());
      await rename(info.orientation > 1 ? upright : stored, rasterPath);
      return succeed({ ...info, profile: iccWorks ? info.profile : null, warnings: [...info.warnings, ...warnings] });
    } catch (error) {
      if (isWriteError(error)) return failWith(writeFailure(rasterPath, error));
      throw error;
    }
  });
}

async function decodeAsStored({ info, source }: Examined, stored: string): Promise<Result<{ shape: RasterShape; warnings: Note[] }>> {
  const pipeline = sharp(source, openingOptions(info.format)).keepMetadata();
  if (info.colour === 'cmyk' || info.colour === 'lab') pipeline.withIccProfile('srgb');
  if (!info.alpha) pipeline.removeAlpha();
  const spaces = info.colour === 'grey' ? { 8: 'b-w', 16: 'grey16' } : { 8: 'srgb', 16: 'rgb16' };
  const complaints = new Set<string>();
  pipeline.on('warning', (text: string) => complaints.add(text));
  try {
    const { width, height, channels } = await pipeline.toColourspace(spaces[info.depth]).toFile(stored);
    return succeed({ shape: { width, height, channels: channels as RasterShape['channels'], depth: info.depth }, warnings: warningsFrom([...complaints].join('\n')) });
  } catch (error) {
    if (isWriteError(error)) return failWith(writeFailure(stored, error));
    return failWith(damagedPixels(info.path, error));
  }
}

/** libvips' complaints about a picture that opened all the same, as sentences for the user. */
function warningsFrom(complaints: string): Note[] {
  const warnings: Note[] = [];
  if (/read gave \d+ warnings|Corrupt JPEG|CRC error/.test(complaints)) warnings.push(note('parts-damaged'));
  if (/Invalid embedded profile|iCCP.*(?:invalid|length)/.test(complaints)) warnings.push(note('profile-broken'));
  return warnings;
}

/** Turns the `.v` file that libvips wrote into a raster. */
async function sealDecoded(path: string, shape: RasterShape, { icc, exif }: Pick<Carried, 'icc' | 'exif'>): Promise<Carried> {
  const file = await open(path, 'r+');
  try {
    const end = pixelOffset + rowBytes(shape) * shape.height;
    const { size } = await file.stat();
    const header = Buffer.alloc(pixelOffset);
    await file.read(header, 0, header.length, 0);
    const trailer = Buffer.alloc(size - end);
    await file.read(trailer, 0, trailer.length, end);
    const pixelsPerMillimetre = header.readFloatLE(32);
    const carried: Carried = { icc, exif, fields: carriedFields(trailer.toString()), pixelsPerInch: pixelsPerMillimetre * 25.4 };
    await file.truncate(end);
    await sealRaster(file, shape, carried);
    return carried;
  } finally {
    await file.close();
  }
}
