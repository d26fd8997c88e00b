/** @file Tests decode.ts and inspect.ts on small real files. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sharp } from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeImage } from './decode.ts';
import { inspectImage } from './inspect.ts';
import { sharp } from './libvips.ts';
import { openRaster } from './raster.ts';

let folder: string;
let raster: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-decode-'));
  raster = join(folder, 'raster');
});
afterEach(() => rm(folder, { recursive: true, maxRetries: 20 }));

const width = 24;
const height = 16;
const colours = Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * 37) % 251);
const deepColours = Uint16Array.from({ length: width * height * 3 }, (_, index) => (index * 7919) % 65521);
const picture = () => sharp(colours, { raw: { width, height, channels: 3 } });
const deepPicture = () => sharp(deepColours, { raw: { width, height, channels: 3 } }).toColourspace('rgb16');

async function decoded(name: string, encode: Sharp) {
  const path = join(folder, name);
  await writeFile(path, await encode.toBuffer());
  const result = await decodeImage(path, raster);
  if (!result.ok) throw new Error(result.error.message);
  const reader = await openRaster(raster);
  const pixels = await reader.readRows(0, reader.height);
  await reader.close();
  return { info: result.value, reader, pixels };
}

describe('decodeImage', () => {
  it('takes 8-bit values as they are', async () => {
    const { info, pixels } = await decoded('a.png', picture().png());
    expect(pixels).toEqual(colours);
    expect(info).toMatchObject({ format: 'png', width, height, depth: 8, alpha: false, colour: 'rgb', profile: null, orientation: 1, pages: 1, warnings: [] });
    expect(await readdir(folder)).toEqual(['a.png', 'raster']);
  });

  it.each([
    ['png', () => deepPicture().png()],
    ['tiff', () => deepPicture().tiff({ compression: 'lzw' })],
  ])('takes 16-bit values of %s as they are', async (format, encode) => {
    const { info, pixels } = await decoded(`a.${format}`, encode());
    expect(pixels).toEqual(deepColours);
    expect(info).toMatchObject({ format, depth: 16 });
  });

  it('does not convert values that have a profile', async () => {
    const encoded = picture().withIccProfile('p3').png();
    const stored = await sharp(await encoded.clone().toBuffer(), { ignoreIcc: true }).raw().toBuffer();
    const { info, pixels } = await decoded('p3.png', encoded);
    expect(info.profile).toBe('sP3C');
    expect(Buffer.compare(Buffer.from(pixels.buffer), stored)).toBe(0);
    expect(stored.equals(colours)).toBe(false);
  });

  it('keeps grey grey and alpha straight, hidden colours included', async () => {
    const { reader: grey } = await decoded('grey.png', picture().toColourspace('b-w').png());
    expect(grey.channels).toBe(1);
    const clear = Uint8Array.from({ length: width * height * 4 }, (_, index) => (index % 4 === 3 ? (index % 3) * 100 : (index * 11) % 256));
    const { pixels, info } = await decoded('clear.png', sharp(clear, { raw: { width, height, channels: 4 } }).png());
    expect(pixels).toEqual(clear);
    expect(info.alpha).toBe(true);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('opens orientation %i upright', async (orientation) => {
    const tagged = picture().withMetadata({ orientation }).png();
    const expected = await sharp(await tagged.clone().toBuffer()).autoOrient().raw().toBuffer();
    const { info, pixels } = await decoded('a.png', tagged);
    expect(Buffer.compare(Buffer.from(pixels.buffer), expected)).toBe(0);
    expect(info).toMatchObject({ orientation, ...(orientation > 4 ? { width: height, height: width } : { width, height }) });
  });

  it('opens by content, under names that are awkward', async () => {
    const { info } = await decoded('café 100% #1 日本 [1].png]', picture().jpeg());
    expect(info).toMatchObject({ format: 'jpeg', width });
  });

  it('tells camera and time', async () => {
    const exif = { IFD0: { Make: 'Canon', Model: 'EOS 5D' }, IFD2: { DateTimeOriginal: '2021:03:04 05:06:07' } };
    const { info } = await decoded('a.jpg', picture().withExif(exif).jpeg());
    expect(info.metadata).toEqual({ exif: true, xmp: false, iptc: false, camera: 'Canon EOS 5D', takenAt: '2021-03-04T05:06:07' });
  });

  it.each([
    ['file-missing', 'gone.png', undefined],
    ['file-empty', 'empty.png', Buffer.alloc(0)],
    ['not-an-image', 'text.png', Buffer.from('Dear diary')],
    ['format-unsupported', 'drawing.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['image-damaged', 'short.png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ])('fails with %s', async (code, name, content) => {
    const path = join(folder, name);
    if (content) await writeFile(path, content);
    for (const result of [await decodeImage(path, raster), await inspectImage(path)])
      expect(result).toMatchObject({ ok: false, error: { code, message: expect.stringContaining(name), advice: expect.any(String) } });
    expect(await readdir(folder)).toEqual(content ? [name] : []);
  });

  it('refuses a folder', async () => {
    await mkdir(join(folder, 'photos.png'));
    expect(await decodeImage(join(folder, 'photos.png'), raster)).toMatchObject({ ok: false, error: { code: 'file-unreadable', message: '"photos.png" is a folder, not a picture.' } });
  });

  it.each(['jpeg', 'png', 'webp', 'tiff', 'avif', 'gif'] as const)('rejects a %s that was cut short, leaving nothing', async (format) => {
    const noise = Uint8Array.from({ length: 300 * 200 * 3 }, (_, index) => (index * index * 31) % 253);
    const whole = await sharp(noise, { raw: { width: 300, height: 200, channels: 3 } }).toFormat(format).toBuffer();
    await writeFile(join(folder, 'cut'), whole.subarray(0, whole.length / 2));
    expect(await decodeImage(join(folder, 'cut'), raster)).toMatchObject({ ok: false, error: { code: 'image-damaged' } });
    expect(await readdir(folder)).toEqual(['cut']);
  });

  it('refuses pixels that no raster holds', async () => {
    await sharp(deepColours, { raw: { width, height, channels: 3 } }).tiff({ predictor: 'float', compression: 'lzw' }).toFile(join(folder, 'float.tif'));
    expect(await inspectImage(join(folder, 'float.tif'))).toMatchObject({ ok: false, error: { code: 'format-unsupported', message: expect.stringContaining('float') } });
  });

  it('leaves nothing when it is cancelled', async () => {
    const path = join(folder, 'large.png');
    await sharp({ create: { width: 3000, height: 3000, channels: 3, background: '#345' } }).png().toFile(path);
    const controller = new AbortController();
    const decoding = decodeImage(path, raster, { signal: controller.signal });
    await expect.poll(() => readdir(folder), { interval: 1 }).toContainEqual(expect.stringMatching(/\.v$/));
    controller.abort();
    expect(await decoding).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await decodeImage(path, raster, { signal: controller.signal })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await expect.poll(() => readdir(folder)).toEqual(['large.png']);
  });
});
