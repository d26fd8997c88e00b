/** @file Tests exif.ts and exif-structure.ts on structures built here, in both byte orders. */
import { describe, expect, it } from 'vitest';
import { exifOfSize, summariseExif, uprightExif } from './exif.ts';
import { directoryEntries, entryNumber, entryText, type ExifStructure, exifStructure, exifTags, firstDirectory, nextDirectoryAt } from './exif-structure.ts';
import { sharp } from './libvips.ts';

const thumbnail = Buffer.from('old thumbnail');

/** Main directory at 8 (orientation 8, make, EXIF pointer), EXIF directory at 80, thumbnail directory at 140, texts, thumbnail last. */
function build(order: 'II' | 'MM', thumbnailLast = true): Buffer {
  const bytes = Buffer.alloc(240 + thumbnail.length + (thumbnailLast ? 0 : 9));
  const little = order === 'II';
  const short = (at: number, value: number) => (little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at));
  const long = (at: number, value: number) => (little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at));
  const directory = (at: number, next: number, entries: [tag: number, type: number, count: number, value: number][]) => {
    short(at, entries.length);
    entries.forEach(([tag, type, count, value], index) => {
      const entry = at + 2 + index * 12;
      short(entry, tag);
      short(entry + 2, type);
      long(entry + 4, count);
      if (type === 3) short(entry + 8, value);
      else long(entry + 8, value);
    });
    long(at + 2 + entries.length * 12, next);
  };
  bytes.write(little ? 'II*\0' : 'MM\0*', 0, 'latin1');
  long(4, 8);
  directory(8, 140, [
    [exifTags.make, 2, 8, 190],
    [exifTags.orientation, 3, 1, 8],
    [exifTags.exifDirectory, 4, 1, 80],
  ]);
  directory(80, 0, [
    [exifTags.takenAt, 2, 20, 200],
    [exifTags.pixelWidth, 3, 1, 640],
    [exifTags.pixelHeight, 4, 1, 480],
  ]);
  directory(140, 0, [
    [exifTags.thumbnailOffset, 4, 1, 240],
    [exifTags.thumbnailLength, 4, 1, thumbnail.length],
  ]);
  bytes.write('Zoë Co\0', 190);
  bytes.write('2023:11:22 10:20:30\0', 200);
  thumbnail.copy(bytes, 240);
  return bytes;
}

const number = (exif: ExifStructure, directory: number, wanted: number) => entryNumber(exif, directoryEntries(exif, directory).find(({ tag }) => tag === wanted)!);

describe.each(['II', 'MM'] as const)('EXIF in byte order %s', (order) => {
  it('is summarised, with and without its prefix', () => {
    const expected = { camera: 'Zoë Co', takenAt: '2023-11-22T10:20:30' };
    expect(summariseExif(build(order))).toEqual(expected);
    expect(summariseExif(Buffer.concat([Buffer.from('Exif\0\0'), build(order)]))).toEqual(expected);
  });

  it('becomes upright and loses its thumbnail, and nothing else', () => {
    const source = build(order);
    const upright = uprightExif(source)!;
    const exif = exifStructure(upright)!;
    const main = firstDirectory(exif);
    expect(number(exif, main, exifTags.orientation)).toBe(1);
    expect(exif.readLong(nextDirectoryAt(exif, main))).toBe(0);
    expect(upright.length).toBe(240);
    expect(entryText(exif, directoryEntries(exif, main)[0]!)).toBe('Zoë Co');
    expect(upright.subarray(80).equals(source.subarray(80, 240))).toBe(true);
    expect(source.equals(build(order))).toBe(true);
  });

  it('has a thumbnail in the middle blanked', () => {
    const upright = uprightExif(build(order, false))!;
    expect(upright.length).toBe(240 + thumbnail.length + 9);
    expect(upright.includes(thumbnail)).toBe(false);
  });

  it('tells the new size', () => {
    const exif = exifStructure(exifOfSize(build(order), 90_001, 70_002))!;
    expect(number(exif, 80, exifTags.pixelWidth)).toBe(90_001);
    expect(number(exif, 80, exifTags.pixelHeight)).toBe(70_002);
  });

  it('is refused where it is cut off', () => {
    const cut = build(order).subarray(0, 30);
    expect(uprightExif(cut)).toBeNull();
    expect(summariseExif(cut)).toEqual({});
    expect(exifOfSize(cut, 1, 2).equals(cut)).toBe(true);
  });
});

it('is not found in other bytes', () => {
  expect(exifStructure(Buffer.from('Exif\0\0no structure here'))).toBeNull();
  expect(uprightExif(Buffer.alloc(0))).toBeNull();
});

it('tells lens and exposure as a camera writes them', async () => {
  const picture = sharp({ create: { width: 4, height: 3, channels: 3, background: '#555' } });
  const jpeg = await picture
    .withExif({ IFD0: { Model: 'Pinhole 7' }, IFD2: { ExposureTime: '1/250', FNumber: '28/10', ISOSpeedRatings: '400', FocalLength: '85/2', LensModel: 'Fifty f/2.8' } })
    .jpeg()
    .toBuffer();
  const { exif } = await sharp(jpeg).metadata();
  expect(summariseExif(exif!)).toEqual({ camera: 'Pinhole 7', lens: 'Fifty f/2.8', exposureSeconds: 1 / 250, aperture: 2.8, iso: 400, focalLengthMm: 42.5 });
});

it('leaves out what a camera does not know', async () => {
  const picture = sharp({ create: { width: 4, height: 3, channels: 3, background: '#555' } });
  const { exif } = await sharp(await picture.withExif({ IFD2: { ExposureTime: '0/1', FNumber: '0/0', LensModel: ' ' } }).jpeg().toBuffer()).metadata();
  expect(summariseExif(exif!)).toEqual({});
});
