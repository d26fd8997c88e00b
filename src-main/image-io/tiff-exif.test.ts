/** @file Tests tiff-exif.ts. */
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exifTags } from './exif-structure.ts';
import { tiffHasExif } from './tiff-exif.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-tiff-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function hasExif(content: Buffer): Promise<boolean> {
  const path = join(folder, 'a.tif');
  await writeFile(path, content);
  const file = await open(path, 'r');
  try {
    return await tiffHasExif(file);
  } finally {
    await file.close();
  }
}

/** A header and a directory at 8 of two entries. */
function tiff(order: 'II' | 'MM', tags: [number, number]): Buffer {
  const bytes = Buffer.alloc(38);
  const little = order === 'II';
  bytes.write(little ? 'II*\0' : 'MM\0*', 'latin1');
  if (little) bytes.writeUInt32LE(8, 4);
  else bytes.writeUInt32BE(8, 4);
  [2, ...tags].forEach((value, index) => {
    const at = index === 0 ? 8 : 10 + (index - 1) * 12;
    if (little) bytes.writeUInt16LE(value, at);
    else bytes.writeUInt16BE(value, at);
  });
  return bytes;
}

it.each(['II', 'MM'] as const)('finds EXIF in byte order %s', async (order) => {
  expect(await hasExif(tiff(order, [256, exifTags.exifDirectory]))).toBe(true);
  expect(await hasExif(tiff(order, [256, 257]))).toBe(false);
});

it('takes a file that is cut off', async () => {
  expect(await hasExif(tiff('II', [256, exifTags.exifDirectory]).subarray(0, 24))).toBe(false);
  expect(await hasExif(Buffer.from('II*\0'))).toBe(false);
});
