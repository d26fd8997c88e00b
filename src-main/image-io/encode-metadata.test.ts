/** @file Tests that encode.ts hands metadata on from picture to result, read back from disk. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeImage } from './decode.ts';
import { createEncodeBench, type EncodeBench, size } from './encode-bench.ts';
import { lossNotes } from './encoding.ts';
import { sharp } from './libvips.ts';
import { createRaster, readRasterDirectory } from './raster.ts';
import { linearGreyProfile } from './test-profile.ts';

let bench: EncodeBench;
beforeEach(async () => {
  bench = await createEncodeBench();
});
afterEach(() => bench.remove());

describe('metadata', () => {
  /** A JPEG of orientation 6 with a profile, EXIF and XMP, decoded; then a larger result of it. */
  async function decodeTagged(): Promise<string> {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>';
    const artist = 'x'.repeat(Buffer.byteLength('© Zoë & 日本'));
    const exif = { IFD0: { Make: 'Nikon', Artist: artist }, IFD2: { FNumber: '28/10', UserComment: 'hello' }, IFD3: { GPSLatitudeRef: 'N' } };
    const source = join(bench.folder, 'tagged.jpg');
    const tagged = await sharp({ create: { ...size, channels: 3, background: '#a53' } })
      .withMetadata({ orientation: 6, density: 300 })
      .withExifMerge(exif)
      .withXmp(xmp)
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    // What libvips would neither write nor keep.
    tagged.write('© Zoë & 日本', tagged.indexOf(artist));
    await writeFile(source, tagged);
    await decodeImage(source, join(bench.folder, 'decoded'));
    const writer = await createRaster(bench.raster, { width: size.height * 2, height: size.width * 2, channels: 3, depth: 8 }, join(bench.folder, 'decoded'));
    await writer.writeRows(new Uint8Array(size.width * size.height * 12).fill(90));
    await writer.finish();
    return source;
  }

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('goes into %s, upright and in the new size', async (format) => {
    const source = await sharp(await decodeTagged()).metadata();
    const { path, notes } = await bench.save({ format });
    const { icc, exif, xmp, orientation } = await sharp(path).metadata();
    expect(notes).toEqual([]);
    expect(icc?.equals(source.icc!)).toBe(true);
    expect(xmp?.toString()).toBe(source.xmp!.toString().replace('Orientation="6"', 'Orientation="1"'));
    expect(orientation ?? 1).toBe(1);
    const fields = await exifFields(path);
    expect(fields).toMatchObject({
      'exif-ifd0-Make': expect.stringMatching(/^Nikon /),
      'exif-ifd0-Orientation': expect.stringMatching(/^1 /),
      'exif-ifd2-FNumber': expect.stringMatching(/^28\/10 /),
      'exif-ifd2-PixelXDimension': expect.stringMatching(/^26 /),
      'exif-ifd2-PixelYDimension': expect.stringMatching(/^42 /),
      'exif-ifd3-GPSLatitudeRef': expect.stringMatching(/^N /),
    });
    expect(exif?.includes('© Zoë & 日本')).toBe(true);
  });

  it('keeps all but EXIF in TIFF, and says so', async () => {
    const source = await sharp(await decodeTagged()).metadata();
    const { path, notes } = await bench.save({ format: 'tiff' });
    const { icc, xmp, density } = await sharp(path).metadata();
    expect(notes).toEqual([{ id: 'exif-lost', values: { format: 'TIFF' } }]);
    expect(icc?.equals(source.icc!)).toBe(true);
    expect(xmp?.includes('Orientation="1"')).toBe(true);
    expect(density).toBe(300);
  });

  it('is left out where the user wants it stripped, but for the profile', async () => {
    await decodeTagged();
    const { path } = await bench.save({ format: 'jpeg', metadata: 'strip' });
    const { icc, exif, xmp } = await sharp(path).metadata();
    expect([icc !== undefined, exif, xmp]).toEqual([true, undefined, undefined]);
  });

  it('is not made up where there was none', async () => {
    await sharp({ create: { ...size, channels: 3, background: '#a53' } }).png().toFile(join(bench.folder, 'bare.png'));
    await decodeImage(join(bench.folder, 'bare.png'), bench.raster);
    const { icc, exif, xmp } = await sharp((await bench.save({ format: 'png' })).path).metadata();
    expect([icc, exif, xmp]).toEqual([undefined, undefined, undefined]);
  });

  it('converts a grey profile where the format has no grey', async () => {
    const grey = sharp({ create: { ...size, channels: 3, background: '#777' } }).toColourspace('b-w').withIccProfile(await linearGreyProfile(bench.folder));
    await grey.png().toFile(join(bench.folder, 'grey.png'));
    await decodeImage(join(bench.folder, 'grey.png'), bench.raster);
    const kept = await bench.save({ format: 'png' });
    expect(kept.notes).toEqual([]);
    expect((await sharp(kept.path).metadata()).icc).toBeDefined();
    const stored = (await bench.pixelsOf(kept.path))[0]!;
    const converted = await bench.save({ format: 'webp', quality: 100 });
    expect(converted.notes).toEqual([{ id: 'grey-profile-lost', values: { format: 'WebP' } }]);
    expect((await sharp(converted.path).metadata()).icc).toBeUndefined();
    // 0x77 in sRGB is 47 in linear light.
    expect(stored).toBeLessThan(60);
    expect(Math.abs((await bench.pixelsOf(converted.path))[0]! - 0x77)).toBeLessThan(4);
  });

  it('tells where EXIF is too large for the file', async () => {
    await decodeTagged();
    const { shape, carried } = await readRasterDirectory(bench.raster);
    const large = { ...carried, exif: Buffer.concat([carried.exif!, Buffer.alloc(65_536)]) };
    expect(lossNotes(shape, large, bench.target({ format: 'jpeg' }))).toEqual([{ id: 'exif-too-large', values: { format: 'JPEG' } }]);
  });

  /** libvips' text for every EXIF entry of a file. */
  async function exifFields(path: string): Promise<Record<string, string>> {
    await sharp(path).keepMetadata().toFile(join(bench.folder, 'fields.v'));
    const xml = (await readFile(join(bench.folder, 'fields.v'))).toString();
    return Object.fromEntries([...xml.matchAll(/name="(exif-[^"]+)">([^<]*)</g)].map(([, name, value]) => [name!, value!]));
  }
});
