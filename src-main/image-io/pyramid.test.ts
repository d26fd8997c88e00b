/** @file Tests pyramid.ts through the shared description of the format. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pyramidLevels, tileBytes, tileOffset, tileSize } from '../../src-shared/pyramid.ts';
import { decodeImage } from './decode.ts';
import { halve } from './halve.ts';
import { sharp } from './libvips.ts';
import { buildPyramid } from './pyramid.ts';
import { linearGreyProfile } from './test-profile.ts';
import { createRaster, type RasterShape } from './raster.ts';
import { encodeDirectory, encodeHeader, nothingCarried } from './raster-file.ts';

let folder: string;
let raster: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-pyramid-'));
  raster = join(folder, 'raster');
  path = join(folder, 'pyramid');
});
afterEach(() => rm(folder, { recursive: true, maxRetries: 20 }));

async function makeRaster(shape: RasterShape, value: (x: number, y: number, channel: number) => number): Promise<void> {
  const writer = await createRaster(raster, shape, null);
  for (let y = 0; y < shape.height; y++) {
    const values = Array.from({ length: shape.width * shape.channels }, (_, index) => value(Math.floor(index / shape.channels), y, index % shape.channels));
    await writer.writeRows(shape.depth === 16 ? Uint16Array.from(values) : Uint8Array.from(values));
  }
  await writer.finish();
}

/** The pixels of a level, put together from its tiles. */
function levelPixels(file: Buffer, size: { width: number; height: number }, level: number): Uint8Array {
  const { width, height } = pyramidLevels(size)[level]!;
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const tile = tileOffset(size, level, Math.floor(x / tileSize), Math.floor(y / tileSize))!;
      const at = tile + ((y % tileSize) * tileSize + (x % tileSize)) * 4;
      pixels.set(file.subarray(at, at + 4), (y * width + x) * 4);
    }
  return pixels;
}

it.each([
  { width: 1, height: 1 },
  { width: 513, height: 70 },
  { width: 65, height: 1031 },
  { width: 1100, height: 1025 },
])('holds every level of $width x $height', async (size) => {
  await makeRaster({ ...size, channels: 3, depth: 8 }, (x, y, channel) => (x * 3 + y * 5 + channel * 50) % 256);
  expect(await buildPyramid(raster, path)).toEqual({ ok: true, value: size });
  const file = await readFile(path);
  const levels = pyramidLevels(size);
  expect(file.length).toBe(levels.reduce((bytes, { columns, rows }) => bytes + columns * rows * tileBytes, 0));
  let expected = Uint8Array.from({ length: size.width * size.height * 4 }, (_, index) => {
    const [x, y, channel] = [Math.floor(index / 4) % size.width, Math.floor(index / 4 / size.width), index % 4];
    return channel === 3 ? 255 : (x * 3 + y * 5 + channel * 50) % 256;
  });
  levels.forEach(({ width, height }, level) => {
    expect(Buffer.compare(levelPixels(file, size, level), expected), `level ${level}`).toBe(0);
    expected = Uint8Array.from(halve(expected, width, height));
  });
  expect((await readdir(folder)).sort()).toEqual(['pyramid', 'raster']);
});

it('repeats the last pixel beyond the right and the bottom border', async () => {
  await makeRaster({ width: 3, height: 2, channels: 4, depth: 8 }, (x, y, channel) => 10 + x * 40 + y * 20 + channel);
  await buildPyramid(raster, path);
  const file = await readFile(path);
  const pixel = (x: number, y: number) => [...file.subarray((y * tileSize + x) * 4, (y * tileSize + x) * 4 + 4)];
  expect(pixel(2, 0)).toEqual([90, 91, 92, 93]);
  expect(pixel(511, 0)).toEqual([90, 91, 92, 93]);
  expect(pixel(0, 511)).toEqual([30, 31, 32, 33]);
  expect(pixel(511, 511)).toEqual([110, 111, 112, 113]);
});

it.each([
  [{ channels: 1, depth: 8 }, [70, 70, 70, 255]],
  [{ channels: 2, depth: 8 }, [70, 70, 70, 71]],
  [{ channels: 3, depth: 16 }, [70, 71, 72, 255]],
  [{ channels: 4, depth: 16 }, [70, 71, 72, 73]],
] as const)('shows %o as 8-bit RGBA', async (form, expected) => {
  await makeRaster({ width: 2, height: 2, ...form }, (_x, _y, channel) => (70 + channel) * (form.depth === 16 ? 257 : 1));
  await buildPyramid(raster, path);
  expect([...(await readFile(path)).subarray(0, 4)]).toEqual(expected);
});

it.each([8, 16] as const)('keeps the colours of a %i-bit Display P3 picture that sRGB has not', async (depth) => {
  // Display P3's own red, and a colour that is [200, 60, 40] in sRGB.
  const icc = (await sharp(await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } }).withIccProfile('p3').png().toBuffer()).metadata()).icc!;
  const shape: RasterShape = { width: 2, height: 1, channels: 3, depth };
  const values = [255, 0, 0, 185, 71, 50];
  const pixels = depth === 16 ? Buffer.from(Uint16Array.from(values, (value) => value * 257).buffer) : Buffer.from(values);
  await writeFile(raster, Buffer.concat([encodeHeader(shape), pixels, encodeDirectory(shape, { ...nothingCarried, icc })]));
  expect(await buildPyramid(raster, path)).toEqual({ ok: true, value: { width: 2, height: 1, colourSpace: 'display-p3' } });
  const shown = await readFile(path);
  [255, 0, 0, 255, 185, 71, 50, 255].forEach((value, index) => expect(Math.abs(shown[index]! - value), `value ${index}`).toBeLessThanOrEqual(1));
});

it.each([8, 16])('takes a %i-bit picture whose profile holds no more than sRGB to that', async (depth) => {
  const plain = sharp({ create: { width: 9, height: 9, channels: 3, background: { r: 200, g: 60, b: 40 } } }).withIccProfile('srgb');
  await (depth === 16 ? plain.toColourspace('rgb16') : plain).png().toFile(join(folder, 'srgb.png'));
  await decodeImage(join(folder, 'srgb.png'), raster);
  expect(await buildPyramid(raster, path)).toEqual({ ok: true, value: { width: 9, height: 9 } });
  const shown = (await readFile(path)).subarray(0, 3);
  [200, 60, 40].forEach((value, channel) => expect(Math.abs(shown[channel]! - value)).toBeLessThanOrEqual(2));
});

it.each([8, 16] as const)('takes a %i-bit grey picture through its profile', async (depth) => {
  const grey = Buffer.from(await sharp({ create: { width: 9, height: 9, channels: 3, background: '#777' } }).toColourspace('b-w').withIccProfile(await linearGreyProfile(folder)).png().toBuffer());
  await (depth === 16 ? sharp(grey).keepIccProfile().toColourspace('grey16') : sharp(grey).keepIccProfile().toColourspace('b-w')).png().toFile(join(folder, 'grey.png'));
  expect(await decodeImage(join(folder, 'grey.png'), raster)).toMatchObject({ ok: true, value: { depth, colour: 'grey', profile: 'Linear' } });
  await buildPyramid(raster, path);
  for (const value of (await readFile(path)).subarray(0, 3)) expect(Math.abs(value - 0x77)).toBeLessThanOrEqual(2);
});

it('leaves nothing when it is cancelled', async () => {
  // So large that it is still being made when it is seen.
  await makeRaster({ width: 2000, height: 2400, channels: 3, depth: 8 }, (x, y) => (x + y) % 256);
  const controller = new AbortController();
  const building = buildPyramid(raster, path, { signal: controller.signal });
  await expect.poll(() => readdir(folder), { interval: 1 }).toContainEqual(expect.stringMatching(/\.part$/));
  controller.abort();
  expect(await building).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  await expect.poll(() => readdir(folder)).toEqual(['raster']);
  await expect(stat(path)).rejects.toThrow('ENOENT');
});
