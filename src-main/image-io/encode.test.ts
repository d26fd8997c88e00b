/** @file Tests encode.ts: what is written is read back from disk. */
import { writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noteSentence } from '../../src-shared/note.ts';
import { writableFormats } from '../../src-shared/image.ts';
import { encodeRaster } from './encode.ts';
import { createEncodeBench, type EncodeBench, size } from './encode-bench.ts';
import { sharp } from './libvips.ts';
import { removeUnfinished, temporaryNameFor } from './publish.ts';
import { createRaster } from './raster.ts';

let bench: EncodeBench;
beforeEach(async () => {
  bench = await createEncodeBench();
});
afterEach(() => bench.remove());

describe('pixels', () => {
  const exact = (['png', 'tiff'] as const).flatMap((format) =>
    ([1, 2, 3, 4] as const).flatMap((channels) => ([8, 16] as const).map((depth) => ({ format, channels, depth }))),
  );
  it.each(exact)('$format keeps $channels channels of $depth bits exactly', async ({ format, channels, depth }) => {
    const rows = await bench.makeRaster({ ...size, channels, depth });
    const phases: string[] = [];
    const result = await encodeRaster(bench.raster, bench.target({ format }), { onPhase: (phase) => phases.push(phase) });
    expect(result).toMatchObject({ ok: true, value: { ...size, path: join(bench.folder, 'out', `a.${format}`), notes: [] } });
    expect(phases).toEqual(['encode', 'verify']);
    expect(await bench.pixelsOf(join(bench.folder, 'out', `a.${format}`))).toEqual(rows);
    expect(await bench.outputs()).toEqual([`a.${format}`]);
  });

  it('stores grey as grey where the format can', async () => {
    await bench.makeRaster({ ...size, channels: 1, depth: 8 });
    expect(await sharp((await bench.save({ format: 'jpeg' })).path).metadata()).toMatchObject({ channels: 1, space: 'b-w' });
  });

  it('keeps colour edges of JPEG at high quality only', async () => {
    await bench.makeRaster({ ...size, channels: 3, depth: 8 });
    const subsampling = async (quality: number) => (await sharp((await bench.save({ format: 'jpeg', quality, overwrite: true })).path).metadata()).chromaSubsampling;
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
    await bench.makeRaster({ ...size, channels: 4, depth: 16 });
    expect((await bench.save({ format })).notes.map(noteSentence)).toEqual(notes);
  });

  it('fills transparent parts with white in JPEG', async () => {
    const writer = await createRaster(bench.raster, { width: 8, height: 8, channels: 4, depth: 8 }, null);
    await writer.writeRows(new Uint8Array(256));
    await writer.finish();
    await bench.save({ format: 'jpeg' });
    expect([...(await bench.pixelsOf(join(bench.folder, 'out', 'a.jpeg')))].every((value) => value > 250)).toBe(true);
  });

  it('refuses a picture that the format cannot count', async () => {
    await bench.makeRaster({ width: 16_384, height: 1, channels: 1, depth: 8 });
    expect(await encodeRaster(bench.raster, bench.target({ format: 'webp' }))).toMatchObject({ ok: false, error: { code: 'target-failed', message: expect.stringContaining('16383'), advice: 'Save it as PNG or TIFF, or in a smaller size.' } });
  });
});

describe('the target', () => {
  it('is never overwritten unasked', async () => {
    await bench.makeRaster({ ...size, channels: 3, depth: 8 });
    const { path } = bench.target({ format: 'png' });
    await writeFile(path, 'precious');
    expect(await encodeRaster(bench.raster, bench.target({ format: 'png' }))).toMatchObject({ ok: false, error: { code: 'target-exists' } });
    expect(await readFile(path, 'utf8')).toBe('precious');
    await bench.save({ format: 'png', overwrite: true });
    expect((await sharp(path).metadata()).width).toBe(21);
    expect(await bench.outputs()).toEqual(['a.png']);
  });

  it('is not replaced either when it appears during the work', async () => {
    await bench.makeRaster({ ...size, channels: 3, depth: 8 });
    const { path } = bench.target({ format: 'png' });
    const result = await encodeRaster(bench.raster, bench.target({ format: 'png' }), { onPhase: (phase) => void (phase === 'verify' && writeFileSync(path, 'precious')) });
    expect(result).toMatchObject({ ok: false, error: { code: 'target-exists' } });
    expect(await readFile(path, 'utf8')).toBe('precious');
    expect(await bench.outputs()).toEqual(['a.png']);
  });

  it('may have an awkward and a long name', async () => {
    await bench.makeRaster({ ...size, channels: 3, depth: 8 });
    for (const name of ['café 100% #1 日本.png', `${'日本'.repeat(40)}.png`, 'a[1].png]']) {
      expect((await bench.save({ format: 'png', path: join(bench.folder, 'out', name) })).path).toBe(join(bench.folder, 'out', name));
    }
    expect((await bench.outputs()).length).toBe(3);
  });

  it.each(writableFormats)('is not there after %s was cancelled', async (format) => {
    await bench.makeRaster({ width: 1200, height: 900, channels: 3, depth: 8 });
    const controller = new AbortController();
    const encoding = encodeRaster(bench.raster, bench.target({ format }), { signal: controller.signal, onPhase: () => controller.abort() });
    expect(await encoding).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await expect.poll(() => readdir(bench.folder, { recursive: true })).toEqual(['out', 'raster']);
  });

  it('can be rid of what a killed process left beside it', async () => {
    const { path } = bench.target({ format: 'png' });
    const ofAnother = temporaryNameFor(join(bench.folder, 'out', 'b.png'));
    for (const name of [temporaryNameFor(path), ofAnother]) await writeFile(name, 'half a picture');
    await removeUnfinished(path);
    expect(await bench.outputs()).toEqual([basename(ofAnother)]);
  });

  it('is not there after a failure', async () => {
    await bench.makeRaster({ ...size, channels: 3, depth: 8 });
    const missing = bench.target({ format: 'png', path: join(bench.folder, 'gone', 'a.png') });
    expect(await encodeRaster(bench.raster, missing)).toMatchObject({ ok: false, error: { code: 'target-failed', message: expect.stringContaining('gone') } });
    await mkdir(join(bench.folder, 'out', 'a.png'));
    expect(await encodeRaster(bench.raster, bench.target({ format: 'png', overwrite: true }))).toMatchObject({ ok: false, error: { code: 'target-failed' } });
    expect(await bench.outputs()).toEqual(['a.png']);
  });
});
