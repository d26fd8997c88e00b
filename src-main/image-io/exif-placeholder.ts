/**
 * @file Puts EXIF into an encoded file byte for byte; engine process.
 *
 * [Note: EXIF placeholder] libvips takes EXIF apart and writes its own version: text beyond ASCII ("© Zoë") becomes
 * question marks, offsets in maker notes no longer fit. So it is given one long made-up text entry instead. What it writes
 * of that, in whatever container, has a header at a known place and room enough for the true structure, which then
 * overwrites it. Lengths, chunk tables and flags stay libvips' work.
 */
import { randomUUID } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { writeAll } from './raster.ts';

/** JPEG counts a segment in 16 bits; libvips' own entries need some of it. */
export const maxExifBytes = 65_000;

const markLength = 40;

/** The text entry to be overwritten by `exif`: found again by its random start, long enough for all of it. */
export const exifPlaceholder = (exif: Buffer): string => randomUUID().padEnd(markLength, '-').padEnd(Math.max(exif.length, markLength), 'x');

/** Overwrites the placeholder in the file. Throws where it is not found: libvips has written it a moment ago. */
export async function fillExifPlaceholder(path: string, placeholder: string, exif: Buffer): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const mark = await find(file, Buffer.from(placeholder.slice(0, markLength)));
    // The entry's text stands behind the structure's header and directory: less than a kilobyte.
    const before = Buffer.alloc(Math.min(1024, mark));
    const beforeAt = mark - before.length;
    await file.read(before, 0, before.length, beforeAt);
    const header = Math.max(before.lastIndexOf('II*\0', undefined, 'latin1'), before.lastIndexOf('MM\0*', undefined, 'latin1'));
    if (header < 0) throw new Error(`expected an EXIF header before byte ${mark} of ${path}, got none`);
    const start = beforeAt + header;
    await writeAll(file, Buffer.concat([exif, Buffer.alloc(mark + placeholder.length - start - exif.length)]), start);
    if (before.toString('latin1', header - 4, header) === 'eXIf') await renewPngChecksum(file, start);
  } finally {
    await file.close();
  }
}

/** Offset of the first occurrence of `wanted`. */
async function find(file: FileHandle, wanted: Buffer): Promise<number> {
  const window = Buffer.alloc(2 ** 20);
  for (let at = 0; ; at += window.length - wanted.length) {
    const { bytesRead } = await file.read(window, 0, window.length, at);
    const found = window.subarray(0, bytesRead).indexOf(wanted);
    if (found >= 0) return at + found;
    if (bytesRead < window.length) throw new Error(`expected the EXIF placeholder, got ${at + bytesRead} bytes without it`);
  }
}

/** PNG: length, type, data, CRC-32 of type and data. */
async function renewPngChecksum(file: FileHandle, dataAt: number): Promise<void> {
  const length = Buffer.alloc(4);
  await file.read(length, 0, 4, dataAt - 8);
  const typeAndData = Buffer.alloc(4 + length.readUInt32BE());
  await file.read(typeAndData, 0, typeAndData.length, dataAt - 4);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(typeAndData));
  await writeAll(file, checksum, dataAt - 4 + typeAndData.length);
}
