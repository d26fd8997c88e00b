import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { engineRequests } from '../../src-shared/engine-messages.ts';
import type { Progress } from '../../src-shared/job.ts';
import { createSerial, type Serial } from '../../src-shared/serial.ts';
import { nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { createSessionCache } from '../runtime/session-cache.ts';
import { openPicture } from './open-picture.ts';
import { createEngineMemory } from './memory.ts';
import { runJob } from './run-job.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { writeModelPackage } from '../testing/model-package.ts';

let folder: string;
let scratch: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  scratch = await temporaryFolder();
  vi.stubEnv('IMAGO_SCRATCH', scratch);
  await writeModelPackage(join(folder, 'models'), 'double', [{ bytes: nearestUpscaleModel(2) }]);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  expect(await readdir(scratch)).toEqual([]);
});

const sessions = createSessionCache();
const memory = createEngineMemory();
type Watch = { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void; readonly turn?: Serial };

async function run(job: object, { signal = new AbortController().signal, onProgress = () => undefined, turn = createSerial() }: Watch = {}) {
  const request = engineRequests.run.request.parse({ input: join(folder, 'in.png'), ...job });
  return runJob(request, { devices: ['cpu'], notes: [], modelDirectories: [join(folder, 'models'), 'models'], sessions, memory, signal, onProgress, turn });
}
const recipe = (scale: number, model = 'double') => ({ version: 1, steps: [{ operation: 'upscale', parameters: { model, scale } }] });
const target = (name: string, rest = {}) => ({ path: join(folder, name), format: 'png', ...rest });

/** Red rises to the right, green downwards. */
async function writePicture(width: number, height: number): Promise<void> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) pixels.set([x, y + 30, 200], (y * width + x) * 3);
  await sharp(pixels, { raw: { width, height, channels: 3 } }).png().toFile(join(folder, 'in.png'));
}

describe('runJob', () => {
  it('decodes while another job has its turn, and runs after it', async () => {
    await writePicture(20, 10);
    const turn = createSerial();
    const told: string[] = [];
    let endOther: () => void = () => undefined;
    const other = turn(() => new Promise<void>((resolve) => (endOther = resolve)).then(() => told.push('other ended')));
    const running = run({ recipe: recipe(2), target: target('out.png') }, { turn: (task) => (endOther(), turn(task)), onProgress: ({ phase }) => told.push(phase) });
    await other;
    expect((await running).ok).toBe(true);
    expect([...new Set(told)]).toEqual(['decode', 'other ended', 'run', 'encode', 'verify']);
  });

  it('decodes, upscales in tiles and encodes, and tells how it went', async () => {
    await writePicture(150, 90);
    const told: Progress[] = [];
    const done = await run({ recipe: recipe(2), target: target('out.png') }, { onProgress: (progress) => told.push(progress) });
    expect(done).toMatchObject({
      ok: true,
      value: { warnings: [], details: { width: 300, height: 180, device: 'cpu', model: 'double', tiles: 6, notes: [] } },
    });
    const { data, info } = await sharp(join(folder, 'out.png')).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 300, height: 180, channels: 3 });
    const file = await readFile(join(folder, 'out.png'));
    expect(done).toMatchObject({ value: { saved: { bytes: file.length, width: 300, height: 180, sha256: createHash('sha256').update(file).digest('hex') } } });
    expect([...data.subarray((101 * 300 + 203) * 3, (101 * 300 + 203) * 3 + 3)]).toEqual([101, 80, 200]);
    expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['decode', 'run', 'encode', 'verify']);
    expect(told.map(({ done: part }) => part)).toEqual(told.map(({ done: part }) => part).sort((a, b) => a - b));
  });

  it.each([
    [4, 600, 360, 'chained'],
    [3, 450, 270, 'chained-resized'],
  ])('reaches x%d by chaining and resampling, and says so', async (scale, width, height, said) => {
    await writePicture(150, 90);
    const done = await run({ recipe: recipe(scale), target: target('out.png') });
    expect(done).toMatchObject({ ok: true, value: { details: { width, height, notes: [{ id: said }] } } });
    const { data, info } = await sharp(join(folder, 'out.png')).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width, height });
    const at = (Math.floor(height / 2) * width + Math.floor(width / 3)) * 3;
    expect(Math.abs(data[at]! - 50)).toBeLessThanOrEqual(1);
    expect(Math.abs(data[at + 1]! - 75)).toBeLessThanOrEqual(1);
  });

  it('keeps the result for the canvas, beside or instead of a file', async () => {
    await writePicture(150, 90);
    const keep = { raster: join(folder, 'kept'), pyramid: join(folder, 'tiles') };
    const done = await run({ recipe: recipe(2), keep });
    expect(done).toMatchObject({ ok: true, value: { pyramid: { width: 300, height: 180 } } });
    expect((await readdir(folder)).sort()).toEqual(['in.png', 'kept', 'models', 'tiles']);
  });

  it('lays out a result that differs in a part as it does one that is new', async () => {
    await writePicture(1200, 700);
    const files = (name: string) => ({ raster: join(folder, name), pyramid: join(folder, `${name}-tiles`) });
    const source = files('source');
    await openPicture({ path: join(folder, 'in.png'), keep: source }, new AbortController().signal);
    const shapes = [{ kind: 'rectangle', mode: 'add', x: 40, y: 30, width: 25, height: 20 }];
    const filled = { version: 1, steps: [{ operation: 'inpaint', parameters: { model: 'remove', variant: 1 }, mask: { source: { kind: 'painted', width: 1200, height: 700, shapes } } }] };
    expect((await run({ input: { raster: source.raster }, recipe: filled, keep: files('anew') })).ok).toBe(true);
    expect((await run({ input: source, recipe: filled, keep: files('patched') })).ok).toBe(true);
    const [anew, patched, before] = await Promise.all(['anew', 'patched', 'source'].map((name) => readFile(files(name).pyramid)));
    expect(patched!.equals(anew!)).toBe(true);
    expect(patched!.equals(before!)).toBe(false);
    expect((await readFile(files('patched').raster)).equals(await readFile(files('anew').raster))).toBe(true);
  });

  it('refuses before any work what could not be saved', async () => {
    await writePicture(20, 10);
    await writeFile(join(folder, 'out.png'), 'mine');
    expect(await run({ recipe: recipe(2), target: target('out.png') })).toMatchObject({ ok: false, error: { code: 'target-exists' } });
    expect(await readFile(join(folder, 'out.png'), 'utf8')).toBe('mine');
    expect(await run({ recipe: recipe(2), target: target('missing/out.png') })).toMatchObject({ ok: false, error: { code: 'target-failed' } });
    expect(await run({ recipe: recipe(2, 'none'), target: target('b.png') })).toMatchObject({ ok: false, error: { code: 'model-missing' } });
    expect((await run({ recipe: recipe(2), target: target('out.png', { overwrite: true }) })).ok).toBe(true);
  });

  it('refuses a model file that has changed', async () => {
    await writePicture(20, 10);
    const file = join(folder, 'models', 'double', 'network-0.onnx');
    const bytes = await readFile(file);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(file, bytes);
    expect(await run({ recipe: recipe(2), target: target('out.png') })).toMatchObject({ ok: false, error: { code: 'model-tampered' } });
  });

  it('leaves nothing when it is cancelled in the middle', async () => {
    await writePicture(150, 90);
    const abort = new AbortController();
    const onProgress = ({ phase, done }: Progress) => {
      if (phase === 'run' && done > 0) abort.abort();
    };
    const keep = { raster: join(folder, 'kept'), pyramid: join(folder, 'tiles') };
    const cancelled = await run({ recipe: recipe(4), target: target('out.png'), keep }, { signal: abort.signal, onProgress });
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect((await readdir(folder)).sort()).toEqual(['in.png', 'models']);
  });
});
