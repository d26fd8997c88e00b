/** @file What Imago reads and changes in EXIF: the rest is carried byte for byte. Pure. */
import { directoryEntries, entryNumber, entryText, type ExifStructure, exifStructure, exifTags, exifTypes, firstDirectory, nextDirectoryAt } from './exif-structure.ts';

export type ExifSummary = { readonly camera?: string; readonly takenAt?: string };

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

/** Camera and time; empty where the blob cannot be read. */
export function summariseExif(blob: Buffer): ExifSummary {
  const exif = exifStructure(blob);
  if (!exif) return {};
  return withinBounds(() => {
    const text = (directory: number | undefined, wanted: number) => {
      const entry = directory === undefined ? undefined : directoryEntries(exif, directory).find(({ tag }) => tag === wanted);
      return entry ? entryText(exif, entry) : '';
    };
    const make = text(firstDirectory(exif), exifTags.make);
    const model = text(firstDirectory(exif), exifTags.model);
    const camera = model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`.trim();
    const takenAt = isoTime(text(exifDirectory(exif), exifTags.takenAt));
    return { ...(camera && { camera }), ...(takenAt && { takenAt }) };
  }, {});
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
