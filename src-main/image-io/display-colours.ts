/** @file A raster's pixels as a screen shows them: 8-bit RGBA in sRGB, or in Display P3 where its colours go beyond; engine process. */
import { sharp, withoutPixelLimit } from './libvips.ts';
import { asBytes, type Rows } from './raster.ts';
import { encodeDirectory, encodeHeader, isGrey, nothingCarried, type RasterShape } from './raster-file.ts';

export type DisplaySpace = 'srgb' | 'display-p3';

/** Further than this below zero, in linear light, a colour lies outside sRGB and not just beside it. */
const outside = -0.05;

/** Display P3 for a profile that has colours outside sRGB, as its own red, green and blue tell. */
export async function displaySpaceFor(shape: RasterShape, icc: Buffer | null): Promise<DisplaySpace> {
  if (!icc || isGrey(shape)) return 'srgb';
  const primaries: RasterShape = { width: 3, height: 1, channels: 3, depth: 8 };
  const shown = await showPixels(Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255), primaries, icc, 'display-p3');
  return [0, 4, 8].some((at) => Math.min(...linearSrgb(shown.subarray(at, at + 3))) < outside) ? 'display-p3' : 'srgb';
}

/** Pixels of a small picture as 8-bit RGBA. */
export async function showPixels(pixels: Rows, shape: RasterShape, icc: Buffer | null, space: DisplaySpace): Promise<Uint8Array> {
  const raster = Buffer.concat([encodeHeader(shape), asBytes(pixels), encodeDirectory(shape, { ...nothingCarried, icc })]);
  return inSpace(sharp(raster), shape, space).ensureAlpha().raw().toBuffer();
}

/** Linear sRGB of an 8-bit Display P3 colour; both share sRGB's curve and D65 (CSS Color 4, 10.5 and 17.2). */
function linearSrgb(p3: Uint8Array): number[] {
  const [red, green, blue] = [...p3].map((value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return [1.22494 * red - 0.22494 * green, -0.04206 * red + 1.04206 * green, -0.01964 * red - 0.07864 * green + 1.09827 * blue];
}

/** Writes the picture's pixels behind a header of the same length as a raster's. */
export async function writeForDisplay(rasterPath: string, display: string, shape: RasterShape, space: DisplaySpace): Promise<void> {
  await inSpace(sharp(rasterPath, withoutPixelLimit), shape, space).ensureAlpha().toFile(display);
}

function inSpace(picture: ReturnType<typeof sharp>, shape: RasterShape, space: DisplaySpace) {
  // sharp takes 16-bit colour to Display P3 and the rest to sRGB; 16-bit grey it would take past its profile.
  const pipeline = space === 'display-p3' ? 'rgb16' : isGrey(shape) ? 'b-w' : 'srgb';
  return picture.pipelineColourspace(pipeline).toColourspace('srgb');
}

/** 8-bit pixels without a profile are shown as they are. */
export const shownAsTheyAre = ({ depth }: RasterShape, icc: Buffer | null): boolean => depth === 8 && !icc;

/** Interleaved 8-bit pixels of any channels as RGBA. */
export function asRgba(pixels: Uint8Array, channels: RasterShape['channels']): Uint8Array {
  if (channels === 4) return pixels;
  const count = pixels.length / channels;
  const words = new Uint32Array(count);
  // Red is the lowest byte, as everywhere that Electron runs.
  if (channels === 3)
    for (let index = 0, from = 0; index < count; index++, from += 3)
      words[index] = 0xff000000 | (pixels[from + 2]! << 16) | (pixels[from + 1]! << 8) | pixels[from]!;
  else
    for (let index = 0; index < count; index++) {
      const grey = pixels[index * channels]! * 0x010101;
      words[index] = ((channels === 2 ? pixels[index * 2 + 1]! : 255) << 24) | grey;
    }
  return new Uint8Array(words.buffer);
}

