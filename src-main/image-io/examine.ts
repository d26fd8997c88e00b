/** @file Finds out what a picture file is and whether it can be opened, from its header alone; engine process, command line. */
import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Metadata } from 'sharp';
import { type Failure, failure } from '../../src-shared/failure.ts';
import { type Note, note } from '../../src-shared/note.ts';
import type { ImageFormat, ImageInfo } from '../../src-shared/image.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { summariseExif } from './exif.ts';
import { readFailure } from './file-failure.ts';
import { profileDescription } from './icc.ts';
import { sharp, withoutPixelLimit } from './libvips.ts';
import { sniff, sniffLength } from './sniff.ts';
import { tiffHasExif } from './tiff-exif.ts';

/** A gigapixel: 3 to 8 GB of raster. A lying header must not fill the disk. */
const maxPixels = 1_000_000_000;

export type Examined = {
  readonly info: ImageInfo;
  readonly metadata: Metadata;
  /** What sharp opens. */
  readonly source: string | Buffer;
};

type Readable = { readonly format: Exclude<ImageFormat, 'svg'>; readonly bytes: number; readonly source: string | Buffer; readonly exifUnread: boolean };

/** libvips takes "name[…]" for a file with options; such files are rare, so they are read whole. */
const sourceOf = async (path: string): Promise<string | Buffer> => (path.endsWith(']') ? readFile(path) : path);

/** Options under which files open that other programs open too, while cut files do not. */
export const openingOptions = (format: ImageFormat) =>
  ({
    ...withoutPixelLimit,
    failOn: 'truncated',
    // Without it libvips gives up on a JPEG after 100 warnings; a stray byte in a camera file makes thousands.
    unlimited: format === 'jpeg',
  }) as const;

export async function examine(path: string): Promise<Result<Examined>> {
  const readable = await recognise(path);
  if (!readable.ok) return readable;
  const { format, source } = readable.value;
  const name = basename(path);
  let metadata: Metadata;
  let alpha: boolean;
  try {
    metadata = await sharp(source, openingOptions(format)).metadata();
    alpha = metadata.hasAlpha && !(await isOpaqueFrame(source, format));
  } catch (error) {
    return failWith(
      failure('image-damaged', `"${name}" is damaged: its header cannot be read as ${formatNames[format]}.`, {
        advice: 'Get the file again from where it came from.',
        detail: error instanceof Error ? error.message : String(error),
      }),
    );
  }
  if (metadata.width * metadata.height > maxPixels)
    return failWith(
      failure('image-too-large', `"${name}" says that it has ${metadata.width} x ${metadata.height} pixels; Imago opens up to ${maxPixels / 1e6} megapixels.`, {
        advice: 'Open a smaller version of it, or cut it into parts.',
      }),
    );
  const colour = colourOf(metadata);
  if (!colour)
    return failWith(
      failure('format-unsupported', `"${name}" holds pixels that Imago does not read: ${metadata.channels} channels of ${metadata.space}, ${metadata.depth}.`, {
        advice: 'Save it as RGB or greyscale with 8 or 16 bits a channel, then open that.',
      }),
    );
  return succeed({ info: describe(path, readable.value, metadata, alpha, colour), metadata, source });
}

/** Animations say that they have alpha where a later frame leaves pixels of the one before. Only the first one counts here. */
const isOpaqueFrame = async (source: string | Buffer, format: ImageFormat): Promise<boolean> =>
  format === 'gif' && (await sharp(source, openingOptions(format)).stats()).isOpaque;

async function recognise(path: string): Promise<Result<Readable>> {
  const name = basename(path);
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const head = Buffer.alloc(sniffLength);
      const { bytesRead } = await file.read(head, 0, sniffLength, 0);
      if (bytesRead === 0)
        return failWith(failure('file-empty', `"${name}" is empty.`, { advice: 'Get the file again from where it came from.' }));
      const sniffed = sniff(head.subarray(0, bytesRead), path);
      if (sniffed.kind === 'unsupported')
        return failWith(failure('format-unsupported', `"${name}" is ${article(sniffed.name)} ${sniffed.name} file, which Imago does not open.`, { advice: sniffed.advice }));
      if (sniffed.kind === 'unknown')
        return failWith(
          failure('not-an-image', `"${name}" is not a picture: its content is of no picture format that Imago knows.`, {
            advice: 'Imago opens JPEG, PNG, WebP, TIFF, AVIF and GIF.',
          }),
        );
      const exifUnread = sniffed.format === 'tiff' && (await tiffHasExif(file));
      return succeed({ format: sniffed.format, bytes: size, source: await sourceOf(path), exifUnread });
    } finally {
      await file.close();
    }
  } catch (error) {
    return failWith(readFailure(path, error));
  }
}

/** For pixels that libvips could not decode, `error` being what it says. */
export const damagedPixels = (path: string, error: unknown): Failure =>
  failure('image-damaged', `"${basename(path)}" is damaged or incomplete: its pixels cannot be read.`, {
    advice: 'Get the file again from where it came from, or repair it in another program and save a copy.',
    detail: error instanceof Error ? error.message : String(error),
  });

const article = (name: string) => (/^(?:SVG|Open)/.test(name) ? 'an' : 'a');

const formatNames: Record<ImageFormat, string> = { jpeg: 'JPEG', png: 'PNG', webp: 'WebP', tiff: 'TIFF', avif: 'AVIF', gif: 'GIF', svg: 'SVG' };

/** The kind of pixels, or undefined for those that no raster can hold (floating point, more than four channels). */
function colourOf({ space, channels, depth }: Metadata): ImageInfo['colour'] | undefined {
  if (space === 'labs' || space === 'lab') return channels <= 4 ? 'lab' : undefined;
  if (depth !== 'uchar' && depth !== 'ushort') return undefined;
  if (space === 'cmyk') return channels <= 5 ? 'cmyk' : undefined;
  if (space === 'b-w' || space === 'grey16') return channels <= 2 ? 'grey' : undefined;
  if (space === 'srgb' || space === 'rgb16' || space === 'rgb') return channels === 3 || channels === 4 ? 'rgb' : undefined;
  return undefined;
}

function describe(path: string, { format, bytes, exifUnread }: Readable, metadata: Metadata, alpha: boolean, colour: ImageInfo['colour']): ImageInfo {
  const { autoOrient, depth, exif, icc, iptc, orientation, pages = 1, space, xmp } = metadata;
  const warnings: Note[] = [];
  if (pages > 1) warnings.push(note(format === 'avif' ? 'main-page' : 'first-page', { pages }));
  if ('gainMap' in metadata) warnings.push(note('gain-map'));
  if (colour === 'cmyk' || colour === 'lab') warnings.push(note(colour));
  if (exifUnread) warnings.push(note('exif-of-tiff'));
  return {
    path,
    bytes,
    format,
    width: autoOrient.width,
    height: autoOrient.height,
    depth: space === 'labs' || (depth === 'ushort' && colour !== 'cmyk') ? 16 : 8,
    alpha,
    colour,
    profile: icc ? (profileDescription(icc) ?? 'unnamed') : null,
    orientation: orientation ?? 1,
    pages,
    metadata: { exif: Boolean(exif), xmp: Boolean(xmp), iptc: Boolean(iptc), ...(exif ? summariseExif(exif) : {}) },
    warnings,
  };
}
