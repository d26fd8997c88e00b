/** @file Opens a folder of odd and bad pictures, where it is present, and holds each to the table that comes with it. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noteSentence } from '../../src-shared/note.ts';
import { testData } from '../../scripts/test-data.ts';
import { decodeImage } from './decode.ts';
import { encodeRaster } from './encode.ts';
import { inspectImage } from './inspect.ts';
import { sharp } from './libvips.ts';
import { openRaster } from './raster.ts';

type Row = { name: string; expected: string; rejected: boolean; size: string | undefined };

/** Rows of a Markdown table: file, what it is, what is expected of it, origin. */
function parseTable(markdown: string): Row[] {
  return [...markdown.matchAll(/^\| `([^`]+)` \| .*? \| (.*?) \| \w+ \|$/gm)].map(([, name, expected]) => ({
    name: name!,
    expected: expected!,
    rejected: expected!.startsWith('rejected'),
    size: /\d+x\d+/.exec(expected!)?.[0],
  }));
}

/** Where the table leaves a choice. HEIC, JPEG 2000 and SVG are refused, cut files too; one bad checksum is forgiven, as in other viewers. */
const decisions: Record<string, 'opens' | 'rejected'> = {
  'xcsn0g01.png': 'opens',
  'truncated.jpg': 'rejected',
  'truncated.png': 'rejected',
};

const warnings: Record<string, RegExp> = {
  'bad-icc-garbage.png': /profile in the file is broken/,
  'bad-icc-illuminant.jpg': /profile in the file is broken/,
  'corrupted.jpg': /damaged in places/,
  'gain-map.jpg': /HDR gain map/,
  'G31D_MULTI.TIF': /holds 2 pictures/,
  'animated-loop-3.gif': /holds 10 pictures/,
  'big-height.webp': /holds 97 pictures/,
  'rotating-squares.webp': /holds 9 pictures/,
  'pitm.avif': /holds 5 pictures/,
  'Channel_digital_image_CMYK_color.jpg': /CMYK/,
  'Channel_digital_image_CMYK_color_no_profile.jpg': /CMYK/,
  'cielab-dagams.tiff': /CIELab/,
};

const folder = testData('odd-images');
const rows = folder ? parseTable(await readFile(join(folder, 'README.md'), 'utf8')) : [];

describe.skipIf(!folder)('odd images', () => {
  let scratch: string;
  let raster: string;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'imago-odd-'));
    raster = join(scratch, 'raster');
  });
  afterAll(() => rm(scratch, { recursive: true, maxRetries: 20 }));

  it('are all in the table', async () => {
    const files = (await readdir(folder!)).filter((name) => !/\.(md|txt)$/.test(name));
    expect(rows.map(({ name }) => name).sort()).toEqual(files.sort());
  });

  it.each(rows.filter(({ name, rejected }) => (decisions[name] ?? (rejected ? 'rejected' : 'opens')) === 'rejected'))('$name is rejected', async ({ name }) => {
    const result = await decodeImage(join(folder!, name), raster);
    expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining(name), advice: expect.any(String) } });
    expect(await readdir(scratch)).toEqual([]);
  });

  it.each(rows.filter(({ name, rejected }) => (decisions[name] ?? (rejected ? 'rejected' : 'opens')) === 'opens'))('$name opens', async ({ name, expected, size }) => {
    const path = join(folder!, name);
    const result = await decodeImage(path, raster);
    if (!result.ok) throw new Error(result.error.message);
    const info = result.value;
    expect(`${info.width}x${info.height}`).toBe(size);
    expect(info.depth).toBe(/16-bit/.test(expected) ? 16 : 8);
    if (/alpha (yes|no)/.test(expected)) expect(info.alpha).toBe(/alpha yes/.test(expected));
    if (/grey|8-bit L|I;16/.test(expected)) expect(info.colour).toBe('grey');
    expect(info.warnings.map(noteSentence).join(' ')).toMatch(warnings[name] ?? /^$/);
    const inspected = await inspectImage(path);
    expect(inspected).toMatchObject({ ok: true, value: { width: info.width, height: info.height, depth: info.depth, alpha: info.alpha } });
    const reader = await openRaster(raster);
    expect(reader).toMatchObject({ width: info.width, height: info.height, depth: info.depth });
    await reader.close();
    await rm(raster);
  });

  /** Mean of each channel of a picture saved as it opened. */
  async function meanColour(name: string): Promise<number[]> {
    await decodeImage(join(folder!, name), raster);
    const reader = await openRaster(raster);
    const values = await reader.readRows(0, reader.height);
    await reader.close();
    const means = Array.from({ length: reader.channels }, (_, channel) => {
      let sum = 0;
      for (let at = channel; at < values.length; at += reader.channels) sum += values[at]!;
      return sum / (values.length / reader.channels);
    });
    await rm(raster);
    return means;
  }

  it('all eight orientations come out alike', async () => {
    const reference = await corner('Landscape_1.jpg');
    for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
      const found = await corner(`Landscape_${orientation}.jpg`);
      // Means of the four quarters differ by 20 and more; the profile of numbers 2 to 8 moves all of them by about 14.
      const shift = found.map((mean, index) => mean - reference[index]!);
      expect(Math.max(...shift) - Math.min(...shift), `orientation ${orientation}`).toBeLessThan(12);
    }
  });

  /** Mean green of each quarter of a picture. */
  async function corner(name: string): Promise<number[]> {
    await decodeImage(join(folder!, name), raster);
    const reader = await openRaster(raster);
    const values = await reader.readRows(0, reader.height);
    await reader.close();
    await rm(raster);
    const sums = [0, 0, 0, 0];
    for (let y = 0; y < reader.height; y++)
      for (let x = 0; x < reader.width; x++) sums[(y * 2 < reader.height ? 0 : 2) + (x * 2 < reader.width ? 0 : 1)]! += values[(y * reader.width + x) * 3 + 1]!;
    return sums.map((sum) => (sum * 4) / (reader.width * reader.height));
  }

  it('CMYK is not inverted, with and without its profile', async () => {
    const withProfile = await meanColour('Channel_digital_image_CMYK_color.jpg');
    const without = await meanColour('Channel_digital_image_CMYK_color_no_profile.jpg');
    withProfile.forEach((mean, channel) => expect(Math.abs(mean - without[channel]!)).toBeLessThan(40));
  });

  it('a grey JPEG keeps its profile, EXIF and IPTC as JPEG', async () => {
    const source = join(folder!, 'concert.jpg');
    await decodeImage(source, raster);
    const saved = await encodeRaster(raster, { path: join(scratch, 'concert.jpg'), format: 'jpeg', quality: 92, metadata: 'keep', profile: 'keep', overwrite: false });
    expect(saved).toMatchObject({ ok: true, value: { notes: [] } });
    expect(await inspectImage(join(scratch, 'concert.jpg'))).toMatchObject({ value: { colour: 'grey', profile: 'Gray Gamma 2.2', metadata: { exif: true, iptc: true } } });
    const [before, after] = [await sharp(source).metadata(), await sharp(join(scratch, 'concert.jpg')).metadata()];
    expect(after.iptc?.equals(before.iptc!)).toBe(true);
    expect(after.icc?.equals(before.icc!)).toBe(true);
  });

  it('a 16-bit Lab picture can be saved as 16-bit PNG', async () => {
    await decodeImage(join(folder!, 'cielab-dagams.tiff'), raster);
    const saved = await encodeRaster(raster, { path: join(scratch, 'lab.png'), format: 'png', quality: 92, metadata: 'keep', profile: 'keep', overwrite: false });
    expect(saved.ok).toBe(true);
    expect(await inspectImage(join(scratch, 'lab.png'))).toMatchObject({ value: { depth: 16, colour: 'rgb', width: 400, height: 266 } });
  });
});
