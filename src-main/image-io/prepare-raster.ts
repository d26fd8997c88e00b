/**
 * @file What a raster goes through before it is encoded: made smaller, given the profile that its conversion starts from;
 * engine process.
 *
 * [Note: Shrinking in linear light] Averaging values that carry a transfer curve darkens fine light detail: a black and
 * white chequerboard would become 128 instead of the 188 that the eye sees from afar. So the picture is filtered (Lanczos 3)
 * in linear light, taken from the sRGB curve, which Display P3 shares and Adobe RGB and gamma 2.2 come close to.
 */
import { copyFile, constants, open } from 'node:fs/promises';
import type { SaveTarget } from '../../src-shared/image.ts';
import { resizedSize } from '../../src-shared/resize.ts';
import { sharp, withoutPixelLimit } from './libvips.ts';
import { sealRaster } from './raster.ts';
import { type Carried, isGrey, pixelOffset, type RasterShape, rowBytes } from './raster-file.ts';

/** A raster file and what stands in its directory. */
export type RasterSource = { readonly path: string; readonly shape: RasterShape; readonly carried: Carried };

/** Names of the files that `prepareRaster` may write; the caller removes them. */
type Scratch = { readonly shrunk: string; readonly converted: string };

/** The raster to encode for `target`: `source` itself where nothing has to be done, else one of the scratch files. */
export async function prepareRaster(source: RasterSource, target: SaveTarget, scratch: Scratch): Promise<RasterSource> {
  const size = resizedSize(source.shape, target.resize);
  const shrunk = size.width === source.shape.width && size.height === source.shape.height ? source : await shrink(source, { ...source.shape, ...size }, scratch.shrunk);
  if (target.profile === 'keep') return shrunk;
  if (isGrey(shrunk.shape)) return shrunk.carried.icc ? convertGrey(shrunk, scratch.converted) : shrunk;
  return shrunk.carried.icc ? shrunk : tagged(shrunk, await srgbProfile(), scratch.converted);
}

async function shrink({ path, carried }: RasterSource, shape: RasterShape, to: string): Promise<RasterSource> {
  const { width, height } = shape;
  await sharp(path, withoutPixelLimit)
    .keepIccProfile()
    .pipelineColourspace('scrgb')
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .toColourspace(isGrey(shape) ? (shape.depth === 16 ? 'grey16' : 'b-w') : shape.depth === 16 ? 'rgb16' : 'srgb')
    .toFile(to);
  return seal({ path: to, shape, carried });
}

/** Through its own profile to the curve of sRGB, without a profile. sharp converts grey with 8 bits only. */
async function convertGrey({ path, shape, carried }: RasterSource, to: string): Promise<RasterSource> {
  await sharp(path, withoutPixelLimit).pipelineColourspace('b-w').toColourspace('b-w').toFile(to);
  return seal({ path: to, shape: { ...shape, depth: 8 }, carried: { ...carried, icc: null } });
}

/** A picture without a profile is sRGB; sharp would take it for Display P3 where it has 16 bits. */
async function tagged({ path, shape, carried }: RasterSource, icc: Buffer, to: string): Promise<RasterSource> {
  await copyFile(path, to, constants.COPYFILE_FICLONE);
  return seal({ path: to, shape, carried: { ...carried, icc } });
}

/** Makes a raster of a file whose pixels lie as a raster's do. */
async function seal(source: RasterSource): Promise<RasterSource> {
  const file = await open(source.path, 'r+');
  try {
    await file.truncate(pixelOffset + rowBytes(source.shape) * source.shape.height);
    await sealRaster(file, source.shape, source.carried);
  } finally {
    await file.close();
  }
  return source;
}

let srgb: Promise<Buffer> | undefined;

/** libvips' own sRGB profile. */
export function srgbProfile(): Promise<Buffer> {
  srgb ??= sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } })
    .withIccProfile('srgb')
    .png()
    .toBuffer()
    .then((png) => sharp(png).metadata())
    .then(({ icc }) => icc!);
  return srgb;
}
