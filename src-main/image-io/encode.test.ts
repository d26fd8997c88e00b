/** @file Tests encode.ts: what is written is read back from disk. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SaveTarget, saveTargetSchema, writableFormats } from '../../src-shared/image.ts';
import { decodeImage } from './decode.ts';
import { encodeRaster } from './encode.ts';
import { lossNotes } from './encoding.ts';
import { sharp } from './libvips.ts';
import { removeUnfinished, temporaryNameFor } from './publish.ts';
import { createRaster, openRaster, type RasterShape, readRasterDirectory, type Rows } from './raster.ts';
import { linearGreyProfile } from './test-profile.ts';

let folder: string;
let raster: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-encode-'));
  raster = join(folder, 'raster');
  await mkdir(join(folder, 'out'));
});
afterEach(() => rm(folder, { recursive: true }));

const outputs = () => readdir(join(folder, 'out'));
const target = (rest: Partial<SaveTarget> & Pick<SaveTarget, 'format'>): SaveTarget =>
  saveTargetSchema.parse({ path: join(folder, 'out', `a.${rest.format}`), ...rest });

/** Noise, which no format compresses well. */
async function makeRaster(shape: RasterShape): Promise<Rows> {
  const length = shape.width * shape.height * shape.channels;
  let state = 12345;
  const values = Array.from({ length }, () => (state = (state * 48271) % 2147483647) % 2 ** shape.depth);
  const rows = shape.depth === 16 ? Uint16Array.from(values) : Uint8Array.from(values);
  const writer = await createRaster(raster, shape, null);
  await writer.writeRows(rows);
  await writer.finish();
  return rows;
}

async function pixelsOf(path: string): Promise<Rows> {
  const decoded = await decodeImage(path, join(folder, 'again'));
  if (!decoded.ok) throw new Error(decoded.error.message);
  const reader = await openRaster(join(folder, 'again'));
  const rows = await reader.readRows(0, reader.height);
  await reader.close();
  return rows;
}

async function save(rest: Partial<SaveTarget> & Pick<SaveTarget, 'format'>) {
  const result = await encodeRaster(raster, target(rest));
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message} ${result.error.detail ?? ''}`);
  return result.value;
}

const size = { width: 21, height: 13 };

describe('pixels', () => {
  const exact = (['png', 'tiff'] as const).flatMap((format) =>
    ([1, 2, 3, 4] as const).flatMap((channels) => ([8, 16] as const).map((depth) => ({ format, channels, depth }))),
  );
  it.each(exact)('$format keeps $channels channels of $depth bits exactly', async ({ format, channels, depth }) => {
    const rows = await makeRaster({ ...size, channels, depth });
    const phases: string[] = [];
    const result = await encodeRaster(raster, target({ format }), { onPhase: (phase) => phases.push(phase) });
    expect(result).toMatchObject({ ok: true, value: { ...size, path: join(folder, 'out', `a.${format}`), notes: [] } });
    expect(phases).toEqual(['encode', 'verify']);
    expect(await pixelsOf(join(folder, 'out', `a.${format}`))).toEqual(rows);
    expect(await outputs()).toEqual([`a.${format}`]);
  });

  it('stores grey as grey where the format can', async () => {
    await makeRaster({ ...size, channels: 1, depth: 8 });
    expect(await sharp((await save({ format: 'jpeg' })).path).metadata()).toMatchObject({ channels: 1, space: 'b-w' });
  });

  it('keeps colour edges of JPEG at high quality only', async () => {
    await makeRaster({ ...size, channels: 3, depth: 8 });
    const subsampling = async (quality: number) => (await sharp((await save({ format: 'jpeg', quality, overwrite: true })).path).metadata()).chromaSubsampling;
    expect(await subsampling(90)).toBe('4:4:4');
    expect(await subsampling(89)).toBe('4:2:0');
  });
});

describe('notes', () => {
  it.each([
    ['jpeg', ['JPEG cannot hold 16 bits a channel: the picture was saved with 8.', 'JPEG cannot hold transparency: transparent parts were filled with white.']],
    ['webp', ['WebP cannot hold 16 bits a channel: the picture was saved with 8.']],
    ['avif', ['AVIF cannot hold 16 bits a channel: the picture was saved with 10.']],
    ['png', []],
    ['tiff', []],
  ] as const)('say what %s loses of 16-bit RGBA', async (format, notes) => {
    await makeRaster({ ...size, channels: 4, depth: 16 });
    expect((await save({ format })).notes).toEqual(notes);
  });

  it('fills transparent parts with white in JPEG', async () => {
    const writer = await createRaster(raster, { width: 8, height: 8, channels: 4, depth: 8 }, null);
    await writer.writeRows(new Uint8Array(256));
    await writer.finish();
    await save({ format: 'jpeg' });
    expect([...(await pixelsOf(join(folder, 'out', 'a.jpeg')))].every((value) => value > 250)).toBe(true);
  });

  it('refuses a picture that the format cannot count', async () => {
    await makeRaster({ width: 16_384, height: 1, channels: 1, depth: 8 });
    expect(await encodeRaster(raster, target({ format: 'webp' }))).toMatchObject({ ok: false, error: { code: 'target-failed', message: expect.stringContaining('16383'), advice: 'Save it as PNG or TIFF.' } });
  });
});

describe('metadata', () => {
  /** A JPEG of orientation 6 with a profile, EXIF and XMP, decoded; then a larger result of it. */
  async function decodeTagged(): Promise<string> {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>';
    const artist = 'x'.repeat(Buffer.byteLength('© Zoë & 日本'));
    const exif = { IFD0: { Make: 'Nikon', Artist: artist }, IFD2: { FNumber: '28/10', UserComment: 'hello' }, IFD3: { GPSLatitudeRef: 'N' } };
    const source = join(folder, 'tagged.jpg');
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
    await decodeImage(source, join(folder, 'decoded'));
    const writer = await createRaster(raster, { width: size.height * 2, height: size.width * 2, channels: 3, depth: 8 }, join(folder, 'decoded'));
    await writer.writeRows(new Uint8Array(size.width * size.height * 12).fill(90));
    await writer.finish();
    return source;
  }

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('goes into %s, upright and in the new size', async (format) => {
    const source = await sharp(await decodeTagged()).metadata();
    const { path, notes } = await save({ format });
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
    const { path, notes } = await save({ format: 'tiff' });
    const { icc, xmp, density } = await sharp(path).metadata();
    expect(notes).toEqual(['EXIF camera data is not kept in TIFF files.']);
    expect(icc?.equals(source.icc!)).toBe(true);
    expect(xmp?.includes('Orientation="1"')).toBe(true);
    expect(density).toBe(300);
  });

  it('is left out where the user wants it stripped, but for the profile', async () => {
    await decodeTagged();
    const { path } = await save({ format: 'jpeg', metadata: 'strip' });
    const { icc, exif, xmp } = await sharp(path).metadata();
    expect([icc !== undefined, exif, xmp]).toEqual([true, undefined, undefined]);
  });

  it('is not made up where there was none', async () => {
    await sharp({ create: { ...size, channels: 3, background: '#a53' } }).png().toFile(join(folder, 'bare.png'));
    await decodeImage(join(folder, 'bare.png'), raster);
    const { icc, exif, xmp } = await sharp((await save({ format: 'png' })).path).metadata();
    expect([icc, exif, xmp]).toEqual([undefined, undefined, undefined]);
  });

  it('converts a grey profile where the format has no grey', async () => {
    const grey = sharp({ create: { ...size, channels: 3, background: '#777' } }).toColourspace('b-w').withIccProfile(await linearGreyProfile(folder));
    await grey.png().toFile(join(folder, 'grey.png'));
    await decodeImage(join(folder, 'grey.png'), raster);
    const kept = await save({ format: 'png' });
    expect(kept.notes).toEqual([]);
    expect((await sharp(kept.path).metadata()).icc).toBeDefined();
    const stored = (await pixelsOf(kept.path))[0]!;
    const converted = await save({ format: 'webp', quality: 100 });
    expect(converted.notes).toEqual(['WebP has no greyscale with a colour profile: the picture was converted to sRGB.']);
    expect((await sharp(converted.path).metadata()).icc).toBeUndefined();
    // 0x77 in sRGB is 47 in linear light.
    expect(stored).toBeLessThan(60);
    expect(Math.abs((await pixelsOf(converted.path))[0]! - 0x77)).toBeLessThan(4);
  });

  it('tells where EXIF is too large for the file', async () => {
    await decodeTagged();
    const { shape, carried } = await readRasterDirectory(raster);
    const large = { ...carried, exif: Buffer.concat([carried.exif!, Buffer.alloc(65_536)]) };
    expect(lossNotes(shape, large, target({ format: 'jpeg' }))).toEqual(['EXIF camera data is not kept in JPEG files where it is so large.']);
  });

  /** libvips' text for every EXIF entry of a file. */
  async function exifFields(path: string): Promise<Record<string, string>> {
    await sharp(path).keepMetadata().toFile(join(folder, 'fields.v'));
    const xml = (await readFile(join(folder, 'fields.v'))).toString();
    return Object.fromEntries([...xml.matchAll(/name="(exif-[^"]+)">([^<]*)</g)].map(([, name, value]) => [name!, value!]));
  }
});

describe('the target', () => {
  it('is never overwritten unasked', async () => {
    await makeRaster({ ...size, channels: 3, depth: 8 });
    const { path } = target({ format: 'png' });
    await writeFile(path, 'precious');
    expect(await encodeRaster(raster, target({ format: 'png' }))).toMatchObject({ ok: false, error: { code: 'target-exists' } });
    expect(await readFile(path, 'utf8')).toBe('precious');
    await save({ format: 'png', overwrite: true });
    expect((await sharp(path).metadata()).width).toBe(21);
    expect(await outputs()).toEqual(['a.png']);
  });

  it('is not replaced either when it appears during the work', async () => {
    await makeRaster({ ...size, channels: 3, depth: 8 });
    const { path } = target({ format: 'png' });
    let placed: Promise<void> | undefined;
    const result = await encodeRaster(raster, target({ format: 'png' }), { onPhase: (phase) => void (phase === 'verify' && (placed = writeFile(path, 'precious'))) });
    await placed;
    expect(result).toMatchObject({ ok: false, error: { code: 'target-exists' } });
    expect(await readFile(path, 'utf8')).toBe('precious');
    expect(await outputs()).toEqual(['a.png']);
  });

  it('may have an awkward and a long name', async () => {
    await makeRaster({ ...size, channels: 3, depth: 8 });
    for (const name of ['café 100% #1 日本.png', `${'日本'.repeat(40)}.png`, 'a[1].png]']) {
      expect((await save({ format: 'png', path: join(folder, 'out', name) })).path).toBe(join(folder, 'out', name));
    }
    expect((await outputs()).length).toBe(3);
  });

  it.each(writableFormats)('is not there after %s was cancelled', async (format) => {
    await makeRaster({ width: 1200, height: 900, channels: 3, depth: 8 });
    const controller = new AbortController();
    const encoding = encodeRaster(raster, target({ format }), { signal: controller.signal, onPhase: () => controller.abort() });
    expect(await encoding).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await expect.poll(() => readdir(folder, { recursive: true })).toEqual(['out', 'raster']);
  });

  it('can be rid of what a killed process left beside it', async () => {
    const { path } = target({ format: 'png' });
    const ofAnother = temporaryNameFor(join(folder, 'out', 'b.png'));
    for (const name of [temporaryNameFor(path), ofAnother]) await writeFile(name, 'half a picture');
    await removeUnfinished(path);
    expect(await outputs()).toEqual([basename(ofAnother)]);
  });

  it('is not there after a failure', async () => {
    await makeRaster({ ...size, channels: 3, depth: 8 });
    const missing = target({ format: 'png', path: join(folder, 'gone', 'a.png') });
    expect(await encodeRaster(raster, missing)).toMatchObject({ ok: false, error: { code: 'target-failed', message: expect.stringContaining('gone') } });
    await mkdir(join(folder, 'out', 'a.png'));
    expect(await encodeRaster(raster, target({ format: 'png', overwrite: true }))).toMatchObject({ ok: false, error: { code: 'target-failed' } });
    expect(await outputs()).toEqual(['a.png']);
  });
});

/** A file system of its own, to fill up or to lock; only root can mount one. */
function mountTmpfs(path: string, options: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const canMount = await (async () => {
  const probe = await mkdtemp(join(tmpdir(), 'imago-mount-'));
  const works = process.platform === 'linux' && mountTmpfs(probe, 'size=64k');
  if (works) execFileSync('umount', [probe]);
  await rm(probe, { recursive: true });
  return works;
})();

describe.runIf(canMount)('a disk', () => {
  let disk: string;
  beforeEach(async () => {
    disk = join(folder, 'disk');
    await mkdir(disk);
  });
  afterEach(() => execFileSync('umount', [disk]));

  it.each(writableFormats)('that is full: %s fails and leaves nothing', async (format) => {
    await makeRaster({ width: 400, height: 300, channels: 3, depth: 8 });
    mountTmpfs(disk, 'size=64k');
    const result = await encodeRaster(raster, target({ format, quality: 100, path: join(disk, 'a') }));
    expect(result).toMatchObject({ ok: false, error: { code: 'disk-full', message: expect.stringContaining('"a"'), advice: expect.any(String) } });
    expect(await readdir(disk)).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['disk', 'out', 'raster']);
  });

  it('that is full: decoding fails and leaves nothing', async () => {
    mountTmpfs(disk, 'size=64k');
    await sharp({ create: { width: 400, height: 300, channels: 3, background: '#345' } }).png().toFile(join(folder, 'flat.png'));
    expect(await decodeImage(join(folder, 'flat.png'), join(disk, 'raster'))).toMatchObject({ ok: false, error: { code: 'disk-full' } });
    expect(await readdir(disk)).toEqual([]);
  });

  it('that is locked', async () => {
    await makeRaster({ ...size, channels: 3, depth: 8 });
    mountTmpfs(disk, 'ro');
    expect(await encodeRaster(raster, target({ format: 'jpeg', path: join(disk, 'a.jpg') }))).toMatchObject({ ok: false, error: { code: 'target-readonly' } });
  });
});
