/** @file What Imago reads and changes in EXIF: the rest is carried byte for byte. Pure. */
import type { ImageInfo } from '../../src-shared/image.ts';
import { directoryEntries, entryFraction, entryNumber, entryText, type ExifStructure, exifStructure, exifTags, exifTypes, firstDirectory, nextDirectoryAt } from './exif-structure.ts';

export type ExifSummary = Pick<ImageInfo['metadata'], 'camera' | 'takenAt' | 'lens' | 'exposureSeconds' | 'aperture' | 'iso' | 'focalLengthMm'>;

/** The result of `read`, or `otherwise` where an offset in the structure points outside it. */
function withinBounds<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}

function exifDirectory(exif: ExifStructure): number | undefined {
  const pointer = directoryEntries(exif, firstDirectory(exif)).find(({ tag }) => tag === exifTags.exifDirectory);
  return pointer && entryNumber(exif, pointer);
}

/** "2004:03:20 14:54:55" as "2004-03-20T14:54:55": local time, for EXIF seldom knows the zone. */
const isoTime = (time: string) => time.replace(/^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d).*$|^[\s\S]*$/, (_, year, month, day, clock) => (year ? `${year}-${month}-${day}T${clock}` : ''));

/** How the picture was taken; empty where the blob cannot be read. */
export function summariseExif(blob: Buffer): ExifSummary {
  const exif = exifStructure(blob);
  if (!exif) return {};
  return { ...withinBounds(() => cameraAndTime(exif), {}), ...withinBounds(() => exposure(exif), {}) };
}

function entryOf(exif: ExifStructure, directory: number | undefined, wanted: number) {
  return directory === undefined ? undefined : directoryEntries(exif, directory).find(({ tag }) => tag === wanted);
}

function textOf(exif: ExifStructure, directory: number | undefined, wanted: number): string {
  const entry = entryOf(exif, directory, wanted);
  return entry ? entryText(exif, entry) : '';
}

function cameraAndTime(exif: ExifStructure): ExifSummary {
  const make = textOf(exif, firstDirectory(exif), exifTags.make);
  const model = textOf(exif, firstDirectory(exif), exifTags.model);
  const camera = model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`.trim();
  const takenAt = isoTime(textOf(exif, exifDirectory(exif), exifTags.takenAt));
  return { ...(camera && { camera }), ...(takenAt && { takenAt }) };
}

function exposure(exif: ExifStructure): ExifSummary {
  const directory = exifDirectory(exif);
  const fraction = (wanted: number) => {
    const entry = entryOf(exif, directory, wanted);
    const value = entry ? entryFraction(exif, entry) : NaN;
    // Cameras write 0 for what they do not know.
    return Number.isFinite(value) && value > 0 ? value : undefined;
  };
  const lens = textOf(exif, directory, exifTags.lens);
  const isoEntry = entryOf(exif, directory, exifTags.iso);
  const found = {
    exposureSeconds: fraction(exifTags.exposureTime),
    aperture: fraction(exifTags.fNumber),
    focalLengthMm: fraction(exifTags.focalLength),
    iso: (isoEntry && entryNumber(exif, isoEntry)) || undefined,
  };
  return { ...(lens && { lens }), ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) };
}

/**
 * The structure of an upright picture: orientation 1 and no thumbnail, which would show the picture as it was before the
 * work. Null where the blob is broken.
 */
export function uprightExif(blob: Buffer): Buffer | null {
  const exif = exifStructure(Buffer.from(blob));
  if (!exif) return null;
  return withinBounds(() => {
    const main = firstDirectory(exif);
    for (const entry of directoryEntries(exif, main)) if (entry.tag === exifTags.orientation) exif.setNumber(entry, exifTypes.short, 1);
    return withoutThumbnail(exif, main);
  }, null);
}

function withoutThumbnail(exif: ExifStructure, main: number): Buffer {
  const link = nextDirectoryAt(exif, main);
  const thumbnailDirectory = exif.readLong(link);
  exif.bytes.fill(0, link, link + 4);
  if (thumbnailDirectory === 0) return exif.bytes;
  return withinBounds(() => {
    const entries = directoryEntries(exif, thumbnailDirectory);
    const number = (wanted: number) => entries.filter(({ tag }) => tag === wanted).map((entry) => entryNumber(exif, entry))[0] ?? 0;
    const from = number(exifTags.thumbnailOffset);
    const to = from + number(exifTags.thumbnailLength);
    if (from === 0 || to > exif.bytes.length) return exif.bytes;
    exif.bytes.fill(0, from, to);
    return to === exif.bytes.length ? exif.bytes.subarray(0, from) : exif.bytes;
  }, exif.bytes);
}

/** A copy that tells the size of the picture it goes into, where it tells one at all. */
export function exifOfSize(blob: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(blob);
  const exif = exifStructure(copy);
  if (!exif) return copy;
  return withinBounds(() => {
    const directory = exifDirectory(exif);
    for (const entry of directory === undefined ? [] : directoryEntries(exif, directory)) {
      if (entry.tag === exifTags.pixelWidth) exif.setNumber(entry, exifTypes.long, width);
      if (entry.tag === exifTags.pixelHeight) exif.setNumber(entry, exifTypes.long, height);
    }
    return copy;
  }, copy);
}
