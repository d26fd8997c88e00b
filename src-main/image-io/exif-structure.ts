/**
 * @file Walks EXIF: a TIFF structure in memory, directories of 12-byte entries (EXIF 2.32, section 4.5). Pure.
 *
 * Reading outside the structure throws a RangeError: cameras and editors do write offsets that point nowhere.
 */

export const exifTags = {
  make: 0x010f,
  model: 0x0110,
  orientation: 0x0112,
  thumbnailOffset: 0x0201,
  thumbnailLength: 0x0202,
  exifDirectory: 0x8769,
  exposureTime: 0x829a,
  fNumber: 0x829d,
  iso: 0x8827,
  takenAt: 0x9003,
  focalLength: 0x920a,
  pixelWidth: 0xa002,
  pixelHeight: 0xa003,
  lens: 0xa434,
} as const;

export const exifTypes = { ascii: 2, short: 3, long: 4, rational: 5 } as const;

const entryBytes = 12;

export type ExifEntry = { readonly tag: number; readonly type: number; readonly count: number; /** Offset of the entry. */ readonly at: number };

export type ExifStructure = {
  /** From the byte order mark on. */
  readonly bytes: Buffer;
  readShort(at: number): number;
  readLong(at: number): number;
  /** Sets an entry to one number. */
  setNumber(entry: ExifEntry, type: typeof exifTypes.short | typeof exifTypes.long, value: number): void;
};

/** The structure in a blob, with or without its "Exif" prefix; null where there is none. Shares the blob's memory. */
export function exifStructure(blob: Buffer): ExifStructure | null {
  const bytes = blob.toString('latin1', 0, 6) === 'Exif\0\0' ? blob.subarray(6) : blob;
  const mark = bytes.toString('latin1', 0, 4);
  if (bytes.length < 14 || (mark !== 'II*\0' && mark !== 'MM\0*')) return null;
  const little = mark === 'II*\0';
  return {
    bytes,
    readShort: (at) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)),
    readLong: (at) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)),
    setNumber({ at }, type, value) {
      const isShort = type === exifTypes.short;
      bytes.fill(0, at + 8, at + entryBytes);
      if (little) {
        bytes.writeUInt16LE(type, at + 2);
        bytes.writeUInt32LE(1, at + 4);
        bytes.writeUIntLE(value, at + 8, isShort ? 2 : 4);
      } else {
        bytes.writeUInt16BE(type, at + 2);
        bytes.writeUInt32BE(1, at + 4);
        bytes.writeUIntBE(value, at + 8, isShort ? 2 : 4);
      }
    },
  };
}

export const firstDirectory = (exif: ExifStructure): number => exif.readLong(4);

/** Where a directory keeps the offset of the one after it. */
export const nextDirectoryAt = (exif: ExifStructure, directory: number): number => directory + 2 + exif.readShort(directory) * entryBytes;

export function directoryEntries(exif: ExifStructure, directory: number): ExifEntry[] {
  return Array.from({ length: exif.readShort(directory) }, (_, index) => {
    const at = directory + 2 + index * entryBytes;
    return { tag: exif.readShort(at), type: exif.readShort(at + 2), count: exif.readLong(at + 4), at };
  });
}

/** The number in an entry that holds one. */
export const entryNumber = (exif: ExifStructure, { type, at }: ExifEntry): number => (type === exifTypes.short ? exif.readShort(at + 8) : exif.readLong(at + 8));

export function entryText(exif: ExifStructure, { type, count, at }: ExifEntry): string {
  if (type !== exifTypes.ascii) return '';
  const from = count <= 4 ? at + 8 : exif.readLong(at + 8);
  return exif.bytes.toString('utf8', from, from + count).replace(/\0[\s\S]*$/, '').trim();
}

/** The first fraction of an entry; NaN where it holds none. */
export function entryFraction(exif: ExifStructure, { type, at }: ExifEntry): number {
  if (type !== exifTypes.rational) return NaN;
  const from = exif.readLong(at + 8);
  return exif.readLong(from) / exif.readLong(from + 4);
}
