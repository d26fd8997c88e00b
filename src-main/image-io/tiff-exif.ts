/** @file Tells whether a TIFF file holds EXIF, which libvips does not read from there; engine process, command line. */
import type { FileHandle } from 'node:fs/promises';
import { exifTags } from './exif-structure.ts';

/** Looks into the first directory of a classic TIFF (TIFF 6.0, section 2). */
export async function tiffHasExif(file: FileHandle): Promise<boolean> {
  const read = async (length: number, position: number) => {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await file.read(bytes, 0, length, position);
    return bytes.subarray(0, bytesRead);
  };
  const header = await read(8, 0);
  if (header.length < 8) return false;
  const little = header[0] === 0x49;
  const directory = little ? header.readUInt32LE(4) : header.readUInt32BE(4);
  const count = await read(2, directory);
  if (count.length < 2) return false;
  const entries = await read(12 * (little ? count.readUInt16LE() : count.readUInt16BE()), directory + 2);
  for (let at = 0; at + 12 <= entries.length; at += 12) if ((little ? entries.readUInt16LE(at) : entries.readUInt16BE(at)) === exifTags.exifDirectory) return true;
  return false;
}
