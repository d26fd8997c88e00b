/** @file Tests the size and the colour profile of what encode.ts writes, read back from disk. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writableFormats } from '../../src-shared/image.ts';
import { decodeImage } from './decode.ts';
import { createEncodeBench, type EncodeBench } from './encode-bench.ts';
import { profileDescription } from './icc.ts';
import { sharp } from './libvips.ts';
import { srgbProfile } from './prepare-raster.ts';
import { createRaster, type Rows } from './raster.ts';
import { encodeDirectory, encodeHeader, nothingCarried, type RasterShape } from './raster-file.ts';
import { linearGreyProfile } from './test-profile.ts';

let bench: EncodeBench;
beforeEach(async () => {
  bench = await createEncodeBench();
});
afterEach(() => bench.remove());

async function fill(shape: RasterShape, valueAt: (x: number, y: number, channel: number) => number): Promise<Rows> {
  const { width, height, channels, depth } = shape;
  const rows = new (depth === 16 ? Uint16Array : Uint8Array)(width * height * channels);
  for (let at = 0; at < rows.length; at++) {
    const pixel = Math.floor(at / channels);
    rows[at] = valueAt(pixel % width, Math.floor(pixel / width), at % channels);
  }
  const writer = await createRaster(bench.raster, shape, null);
  await writer.writeRows(rows);
  await writer.finish();
  return rows;
}

/** Decodes a picture of one colour in its own profile into the bench's raster. */
async function decodeTagged(colour: { r: number; g: number; b: number }, profile: string): Promise<void> {
  const { r, g, b } = colour;
  const pixels = Buffer.from(Array.from({ length: 16 * 16 }, () => [r, g, b]).flat());
  const path = join(bench.folder, 'tagged.png');
  // The values are those of the profile: keepIccProfile would need one to keep.
  const bare = await sharp(pixels, { raw: { width: 16, height: 16, channels: 3 } }).tiff({ compression: 'none' }).toBuffer();
  const inProfile = await sharp(bare).withIccProfile(profile).png().toBuffer();
  await sharp(inProfile).keepIccProfile().png().toFile(path);
  const decoded = await decodeImage(path, bench.raster);
  if (!decoded.ok) throw new Error(decoded.error.message);
}

const pixel = async (path: string) => [...(await sharp(path).keepIccProfile().removeAlpha().raw().toBuffer()).subarray(0, 3)];
const profileOf = async (path: string) => {
  const { icc } = await sharp(path).metadata();
  return icc ? profileDescription(icc) : null;
};

describe('the size', () => {
  it.each([
    { channels: 3, depth: 8, white: 255, seen: 188 },
    { channels: 1, depth: 8, white: 255, seen: 188 },
    { channels: 3, depth: 16, white: 65_535, seen: 48_195 },
    { channels: 1, depth: 16, white: 65_535, seen: 48_195 },
  ] as const)('shrinks in linear light ($channels channels of $depth bits)', async ({ channels, depth, white, seen }) => {
    await fill({ width: 64, height: 48, channels, depth }, (x, y) => ((x + y) % 2 === 0 ? white : 0));
    const saved = await bench.save({ format: 'png', resize: { by: 'percent', percent: 25 } });
    expect([saved.width, saved.height]).toEqual([16, 12]);
    const middle = (await bench.pixelsOf(saved.path))[(6 * 16 + 8) * channels]!;
    expect(Math.abs(middle - seen) / white).toBeLessThan(0.006);
    expect(await sharp(saved.path).metadata()).toMatchObject({ width: 16, height: 12, channels, depth: depth === 16 ? 'ushort' : 'uchar' });
  });

  it('keeps transparency and lets no hidden colour in', async () => {
    // Opaque red on the left, transparent green on the right.
    await fill({ width: 40, height: 20, channels: 4, depth: 8 }, (x, _y, channel) => (channel === 3 || channel === 0 ? (x < 20 ? 255 : 0) : channel === 1 && x >= 20 ? 255 : 0));
    const { path } = await bench.save({ format: 'png', resize: { by: 'long-side', pixels: 10 } });
    const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([10, 5, 4]);
    expect([...data.subarray(0, 4)]).toEqual([255, 0, 0, 255]);
    expect(data[9 * 4 + 3]).toBe(0);
    for (let at = 0; at < data.length; at += 4) if (data[at + 3]! > 8) expect(data[at + 1]).toBeLessThan(3);
  });

  it.each(writableFormats)('goes into %s, and nothing else stays on the disk', async (format) => {
    await fill({ width: 200, height: 120, channels: 3, depth: 8 }, (x, y, channel) => (x * (channel + 1) + y * 2) % 256);
    const { path } = await bench.save({ format, resize: { by: 'long-side', pixels: 50 }, profile: 'srgb' });
    expect(await sharp(path).metadata()).toMatchObject({ width: 50, height: 30 });
    expect((await readdir(bench.folder)).sort()).toEqual(['out', 'raster']);
  });

  it('brings a picture into a format that could not hold it whole', async () => {
    await bench.makeRaster({ width: 16_400, height: 2, channels: 1, depth: 8 });
    expect((await bench.save({ format: 'webp', resize: { by: 'long-side', pixels: 16_000 } })).width).toBe(16_000);
  });
});

describe('the profile', () => {
  it('converts Display P3 to sRGB and embeds that', async () => {
    await decodeTagged({ r: 200, g: 120, b: 40 }, 'p3');
    const kept = await bench.save({ format: 'png' });
    const stored = await pixel(kept.path);
    expect(stored).not.toEqual([200, 120, 40]);
    const { path } = await bench.save({ format: 'png', profile: 'srgb', overwrite: true });
    expect(await profileOf(path)).toMatch(/sRGB/i);
    expect((await pixel(path)).map((value, index) => Math.abs(value - [200, 120, 40][index]!)).every((difference) => difference <= 1)).toBe(true);
  });

  it('only names what is sRGB already', async () => {
    const rows = await bench.makeRaster({ width: 21, height: 13, channels: 3, depth: 8 });
    const { path } = await bench.save({ format: 'png', profile: 'srgb' });
    expect((await sharp(path).metadata()).icc?.equals(await srgbProfile())).toBe(true);
    expect([...(await sharp(path).keepIccProfile().raw().toBuffer())]).toEqual([...rows]);
  });

  it.each([8, 16] as const)('takes sRGB of %i bits without a profile to Display P3', async (depth) => {
    const gain = depth === 16 ? 257 : 1;
    await fill({ width: 16, height: 16, channels: 3, depth }, (_x, _y, channel) => [255, 0, 0][channel]! * gain);
    const { path } = await bench.save({ format: 'png', profile: 'display-p3' });
    expect(await profileOf(path)).toMatch(/P3/);
    // sRGB's red in Display P3: 0.9175, 0.2003, 0.1386.
    const values = await bench.pixelsOf(path);
    for (const [channel, expected] of [0.9175, 0.2003, 0.1386].entries()) expect(Math.abs(values[channel]! / (255 * gain) - expected)).toBeLessThan(0.006);
  });

  it('does not clip a colour that sRGB cannot hold on its way to Display P3', async () => {
    const bare = await sharp(Buffer.from([255, 0, 0]), { raw: { width: 1, height: 1, channels: 3 } }).tiff({ compression: 'none' }).toBuffer();
    const p3 = (await sharp(bare).withIccProfile('p3').png().toBuffer().then((png) => sharp(png).metadata())).icc!;
    const raster = await fill({ width: 4, height: 4, channels: 3, depth: 8 }, (_x, _y, channel) => [250, 10, 20][channel]!);
    const shape = { width: 4, height: 4, channels: 3, depth: 8 } as const;
    await writeFile(bench.raster, Buffer.concat([encodeHeader(shape), raster as Uint8Array, encodeDirectory(shape, { ...nothingCarried, icc: p3 })]));
    const { path } = await bench.save({ format: 'png', profile: 'display-p3' });
    expect((await pixel(path)).map((value, index) => Math.abs(value - [250, 10, 20][index]!)).every((difference) => difference <= 1)).toBe(true);
  });

  it('takes a grey profile to the curve of sRGB', async () => {
    const grey = sharp({ create: { width: 9, height: 7, channels: 3, background: '#777' } }).toColourspace('b-w').withIccProfile(await linearGreyProfile(bench.folder));
    await grey.png().toFile(join(bench.folder, 'grey.png'));
    await decodeImage(join(bench.folder, 'grey.png'), bench.raster);
    const { path, notes } = await bench.save({ format: 'png', profile: 'srgb', resize: { by: 'percent', percent: 50 } });
    expect(notes).toEqual([]);
    expect(await sharp(path).metadata()).toMatchObject({ space: 'b-w', width: 5 });
    expect(await profileOf(path)).toBeNull();
    expect(Math.abs((await bench.pixelsOf(path))[0]! - 0x77)).toBeLessThan(4);
  });
});
