/** @file How each format stores a raster, and what it cannot hold; engine process. */
import type { Sharp } from 'sharp';
import { type Note, note } from '../../src-shared/note.ts';
import { type Failure, failure } from '../../src-shared/failure.ts';
import type { SaveTarget, WritableFormat } from '../../src-shared/image.ts';
import { resizedSize } from '../../src-shared/resize.ts';
import { maxExifBytes } from './exif-placeholder.ts';
import { hasIptc, hasJpegIptc } from './metadata-fields.ts';
import { type Carried, hasAlpha, isGrey, type RasterShape, rowBytes } from './raster-file.ts';

type Format = {
  readonly name: string;
  /** Pixels a side that the format can count. */
  readonly maxSide: number;
  /** Most bits a channel. */
  readonly depth: 8 | 10 | 16;
  readonly alpha: boolean;
  /** Whether it has pictures of one channel. */
  readonly grey: boolean;
  readonly exif: boolean;
  encode(pipeline: Sharp, quality: number, shape: RasterShape, pixelsPerInch: number): Sharp;
};

/** Where people ask for high quality, colour edges keep their full resolution. */
const subsampling = (quality: number) => (quality >= 90 ? '4:4:4' : '4:2:0');

const formats: Record<WritableFormat, Format> = {
  jpeg: {
    name: 'JPEG',
    maxSide: 65_500,
    depth: 8,
    alpha: false,
    grey: true,
    exif: true,
    // Optimised Huffman tables would save 5 %, take 10 times as long and hold the whole picture in memory (1.4 GB at 96 megapixels).
    encode: (pipeline, quality) => pipeline.jpeg({ quality, chromaSubsampling: subsampling(quality), optimiseCoding: false }),
  },
  png: {
    name: 'PNG',
    maxSide: 2 ** 31 - 1,
    depth: 16,
    alpha: true,
    grey: true,
    exif: true,
    // Four photographs: level 3 takes 43-62 ms a megapixel, level 6 98-157 ms for files 5 % smaller, level 6 without
    // filters 43-61 ms for files 30-110 % larger.
    encode: (pipeline) => pipeline.png({ compressionLevel: 3, adaptiveFiltering: true }),
  },
  webp: {
    name: 'WebP',
    maxSide: 16_383,
    depth: 8,
    alpha: true,
    grey: false,
    exif: true,
    // `exact` keeps the colour under transparent pixels. Effort 4, the default, takes up to twice as long for no smaller files.
    encode: (pipeline, quality) => pipeline.webp({ quality, alphaQuality: 100, exact: true, smartSubsample: quality >= 90, effort: 2 }),
  },
  tiff: {
    name: 'TIFF',
    maxSide: 2 ** 31 - 1,
    depth: 16,
    alpha: true,
    grey: true,
    exif: false,
    // LZW: half of deflate's time at the same size. Beyond 4 GB only BigTIFF can count the bytes.
    encode: (pipeline, _quality, shape, pixelsPerInch) => {
      const perMillimetre = pixelsPerInch / 25.4;
      const bigtiff = rowBytes(shape) * shape.height > 3.5e9;
      return pipeline.tiff({ compression: 'lzw', predictor: 'horizontal', bigtiff, xres: perMillimetre, yres: perMillimetre, resolutionUnit: 'inch' });
    },
  },
  avif: {
    name: 'AVIF',
    maxSide: 16_384,
    depth: 10,
    alpha: true,
    grey: false,
    exif: true,
    // Effort 2: 0.1-0.35 s a megapixel; 4, the default, 1.2-2.1 s for files 0-20 % smaller.
    encode: (pipeline, quality, { depth }) =>
      pipeline.avif({ quality, chromaSubsampling: subsampling(quality), effort: 2, bitdepth: depth === 16 ? 10 : 8 }),
  },
};

/** Why a raster cannot be stored in a format at all, in the size that is asked for. */
export function sizeFailure(shape: RasterShape, target: SaveTarget): Failure | undefined {
  const { name, maxSide } = formats[target.format];
  const { width, height } = resizedSize(shape, target.resize);
  if (Math.max(width, height) <= maxSide) return undefined;
  return failure('target-failed', `${name} holds at most ${maxSide} pixels a side; this picture has ${width} x ${height}.`, {
    advice: 'Save it as PNG or TIFF, or in a smaller size.',
  });
}

/** The EXIF that goes into the file; null where there is none, or the user or the format wants none. */
export const keptExif = ({ exif }: Carried, { format, metadata }: SaveTarget): Buffer | null =>
  exif && metadata === 'keep' && formats[format].exif && exif.length <= maxExifBytes ? exif : null;

/** Only JPEG files made from JPEG files: see `hasJpegIptc`. */
export const keepsIptc = ({ fields }: Carried, { format, metadata }: SaveTarget): boolean => metadata === 'keep' && format === 'jpeg' && hasJpegIptc(fields);

const losesGreyProfile = (shape: RasterShape, { icc }: Carried, { format }: SaveTarget): boolean => icc !== null && isGrey(shape) && !formats[format].grey;

/** What gets lost in the format, told to the user; nothing that the user wanted stripped. */
export function lossNotes(shape: RasterShape, carried: Carried, target: SaveTarget): Note[] {
  const { name: format, depth, alpha, exif } = formats[target.format];
  const keepsMetadata = target.metadata === 'keep';
  const notes: Note[] = [];
  if (shape.depth > depth) notes.push(note('depth-lost', { format, bits: depth }));
  if (hasAlpha(shape) && !alpha) notes.push(note('alpha-lost', { format }));
  if (target.profile !== 'keep' && isGrey(shape) && carried.icc) {
    if (shape.depth === 16) notes.push(note('grey-depth-lost'));
  } else if (losesGreyProfile(shape, carried, target)) notes.push(note('grey-profile-lost', { format }));
  if (keepsMetadata && carried.exif && !keptExif(carried, target))
    notes.push(note(exif ? 'exif-too-large' : 'exif-lost', { format }));
  if (keepsMetadata && hasIptc(carried.fields) && !keepsIptc(carried, target)) notes.push(note('iptc-lost', { format }));
  return notes;
}

/** Sets a pipeline's pixel form, profile and codec. The raster has been through `prepareRaster`; `srgb` is its sRGB profile. */
export function encodeAs(pipeline: Sharp, shape: RasterShape, carried: Carried, target: SaveTarget, srgb: Buffer): Sharp {
  const { format, quality, profile } = target;
  const { alpha, depth, encode } = formats[format];
  // Where sharp is not told to keep a profile, it converts to sRGB through it, but no 16-bit grey.
  if (losesGreyProfile(shape, carried, target)) pipeline.pipelineColourspace('b-w');
  else if (profile === 'keep' || isGrey(shape) || (profile === 'srgb' && carried.icc?.equals(srgb))) pipeline.keepIccProfile();
  else if (profile === 'srgb') pipeline.withIccProfile('srgb');
  // 16 bits on the way: with 8, sharp goes through sRGB, which clips what Display P3 could hold.
  else pipeline.pipelineColourspace('rgb16').withIccProfile('p3');
  if (hasAlpha(shape) && !alpha) pipeline.flatten({ background: '#ffffff' });
  const keeps16 = shape.depth === 16 && depth > 8;
  const space = isGrey(shape) ? (keeps16 ? 'grey16' : 'b-w') : keeps16 ? 'rgb16' : 'srgb';
  return encode(pipeline.toColourspace(space), quality, shape, carried.pixelsPerInch);
}

/** What libvips has to say of the finished file. */
export const expectedHeader = ({ width, height }: RasterShape, { format }: SaveTarget) => ({
  format: format === 'avif' ? 'heif' : format,
  width,
  height,
});
