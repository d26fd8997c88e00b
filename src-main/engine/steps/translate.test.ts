import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { engineRequests } from '../../../src-shared/engine-messages.ts';
import type { RunDetails } from '../../../src-shared/job.ts';
import { tileOffset, tileSize } from '../../../src-shared/pyramid.ts';
import type { Region } from '../../../src-shared/region.ts';
import { createRaster, openRaster, type RasterShape, type Rows } from '../../image-io/raster.ts';
import { boxBlurModel } from '../../onnx-trace/tiny-models.ts';
import { createSession } from '../../runtime/session.ts';
import { createSessionCache } from '../../runtime/session-cache.ts';
import { runNetwork } from '../../testing/run-network.ts';
import { foreignModel } from '../../testing/foreign-model.ts';
import { writeModelPackage } from '../../testing/model-package.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { testPlanes, tinyLooks, tinyRelighter, tinyTranslator } from '../../testing/tiny-generators.ts';
import { createEngineMemory } from '../memory.ts';
import { previewRegion } from '../preview-region.ts';
import { runJob } from '../run-job.ts';

const style = { code: 'style', ambient: 'ambient', lights: 'lights' };
const [painter, relighter] = [tinyTranslator(), tinyRelighter()];

let folder: string;
let memory = createEngineMemory();
beforeEach(async () => {
  folder = await temporaryFolder();
  memory = createEngineMemory();
  const models = join(folder, 'models');
  await writeModelPackage(models, 'painter', [{ bytes: painter, scale: 1, sizeMultiple: 4, overlap: 24, tile: 96, side: 96 }], { task: 'translate' });
  await writeModelPackage(models, 'dimmer', [{ bytes: boxBlurModel(1, 0.4), scale: 1, overlap: 1, tile: 96, side: 96 }], { task: 'translate' });
  await writeModelPackage(models, 'relighter', [{ bytes: relighter, scale: 1, sizeMultiple: 16, overlap: 96, tile: 128, side: 128, style }], { task: 'translate', looks: tinyLooks });
});

/** A picture as `testPlanes` draws it; alpha, where there is some, rises to the right. */
async function writeSource({ width, height, channels = 3, depth = 8 }: Pick<RasterShape, 'width' | 'height'> & Partial<RasterShape>): Promise<Rows> {
  const planes = testPlanes(width, height);
  const most = depth === 8 ? 255 : 65535;
  const rows = new (depth === 8 ? Uint8Array : Uint16Array)(width * height * channels);
  const colours = channels > 2 ? 3 : 1;
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < colours; channel += 1) rows[pixel * channels + channel] = Math.round(planes[channel * width * height + pixel]! * most);
    if (channels % 2 === 0) rows[(pixel + 1) * channels - 1] = Math.round((1 + (pixel % width)) / width * most);
  }
  const writer = await createRaster(join(folder, 'source'), { width, height, channels, depth }, null);
  await writer.writeRows(rows);
  await writer.finish();
  return rows;
}

const surroundings = (signal = new AbortController().signal) => ({ devices: ['cpu'] as const, notes: [], modelDirectories: [join(folder, 'models')], sessions: createSessionCache(), memory, signal });
const recipeOf = (parameters: object) => ({ version: 1, steps: [{ operation: 'translate', parameters }] });

async function run(parameters: object, rest: object = {}): Promise<{ rows: Rows; details: RunDetails }> {
  const keep = { raster: join(folder, 'kept'), pyramid: join(folder, 'pyramid') };
  const request = engineRequests.run.request.parse({ input: { raster: join(folder, 'source') }, keep, recipe: recipeOf(parameters), ...rest });
  const ran = await runJob(request, { ...surroundings(), onProgress: () => undefined });
  if (!ran.ok) throw new Error(`${ran.error.message} ${ran.error.detail}`);
  const reader = await openRaster(keep.raster);
  const rows = await reader.readRows(0, reader.height);
  await reader.close();
  return { rows, details: ran.value.details };
}

/** What the network itself makes of the picture, as samples. */
async function networkAlone(model: Uint8Array, rows: Rows, { width, height }: { width: number; height: number }, feeds: Record<string, { shape: number[]; values: Float32Array }> = {}): Promise<number[]> {
  const size = width * height;
  const values = new Float32Array(3 * size).map((_, index) => rows[(index % size) * 3 + Math.floor(index / size)]! / 255);
  const { output } = await runNetwork(model, { input: { shape: [1, 3, height, width], values }, ...feeds });
  return Array.from(rows, (_, index) => 255 * Math.min(1, Math.max(0, output!.values[(index % 3) * size + Math.floor(index / 3)]!)));
}
const lit = (look: number, ambient: number, lights: number) => ({
  style: { shape: [1, 4], values: Float32Array.from(tinyLooks[look]!.code) },
  ambient: { shape: [], values: Float32Array.of(ambient) },
  lights: { shape: [], values: Float32Array.of(lights) },
});
const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0);
const meanDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;

const small = { width: 112, height: 80 };

describe('a relighting generator', () => {
  it('does to a picture of its own scale what the network does, in the look and light that are asked for', async () => {
    const source = await writeSource(small);
    const { rows, details } = await run({ model: 'relighter', look: 'Blue', ambient: 60, lights: 150 });
    const expected = await networkAlone(relighter, source, small, lit(1, 0.6, 1.5));
    // Half a step of rounding, and half of dithering.
    expect(furthest(rows, expected)).toBeLessThan(1.6);
    expect(details).toMatchObject({ model: 'relighter', device: 'cpu', tiles: 1, width: 112, height: 80 });
    const other = await run({ model: 'relighter' });
    expect(meanDifference(other.rows, rows)).toBeGreaterThan(2);
    expect(furthest(other.rows, await networkAlone(relighter, source, small, lit(0, 1, 1)))).toBeLessThan(1.6);
  });

  it('keeps 16 bits, and alpha to the bit', async () => {
    const shape = { ...small, channels: 4, depth: 16 } as const;
    const source = await writeSource(shape);
    const { rows } = await run({ model: 'relighter' });
    expect(rows).toBeInstanceOf(Uint16Array);
    const alpha = (all: Rows) => all.filter((_, index) => index % 4 === 3);
    expect(alpha(rows)).toEqual(alpha(source));
    expect(meanDifference(rows, source)).toBeGreaterThan(1000);
    const halves = new Set(rows.map((value) => value % 257));
    expect(halves.size).toBeGreaterThan(200);
  });

  it('says which looks there are where one is unknown', async () => {
    await writeSource(small);
    await expect(run({ model: 'relighter', look: 'Green' })).rejects.toThrow('has no look “Green”');
  });
});

describe('strength', () => {
  it('blends with the picture, which stays byte for byte at 0', async () => {
    const source = await writeSource(small);
    const full = (await run({ model: 'relighter' })).rows;
    const half = (await run({ model: 'relighter', strength: 50 })).rows;
    expect((await run({ model: 'relighter', strength: 0 })).rows).toEqual(source);
    expect(furthest(half, Array.from(full, (value, index) => (value + source[index]!) / 2))).toBeLessThan(2);
    expect((await run({ model: 'relighter', strength: 50 })).rows).toEqual(half);
  });
});

describe('a repainting generator that keeps detail', () => {
  it('has the colours of the generator and the edges of the picture', async () => {
    const shape = { width: 288, height: 216 };
    const source = await writeSource(shape);
    const { rows, details } = await run({ model: 'dimmer' });
    expect(details).toMatchObject({ tile: 96, tiles: 1 });
    // Without the generator's blur, but with its light.
    expect(correlation(detailOf(rows, shape), detailOf(source, shape))).toBeGreaterThan(0.97);
    expect(meanDifference(rows, Array.from(source, (value) => 0.4 * value))).toBeLessThan(4);
  });

  it('runs on grey pictures', async () => {
    const source = await writeSource({ ...small, channels: 1 });
    expect(meanDifference((await run({ model: 'painter' })).rows, source)).toBeGreaterThan(2);
  });
});

describe('a repainting generator that repaints', () => {
  it('gives in tiles what it gives at once, without seams', async () => {
    const shape = { width: 212, height: 164 };
    const source = await writeSource(shape);
    const { rows, details } = await run({ model: 'painter', detail: 'repaint' }, { tile: 96 });
    expect(details.tiles).toBeGreaterThan(4);
    expect(furthest(rows, await networkAlone(painter, source, shape))).toBeLessThan(2);
    expect(Math.abs(details.seamScore! - 1)).toBeLessThan(0.05);
  });
});

describe('a series', () => {
  /** The scene in other exposures of its stored values, as files; all but the first with that change. */
  async function writeSeries(exposures: readonly number[], change: (value: number, x: number) => number = (value) => value): Promise<string[]> {
    const rows = await writeSource(small);
    return Promise.all(
      exposures.map(async (exposure, index) => {
        const path = join(folder, `exposed-${index}.tif`);
        const writer = await createRaster(path, { ...small, channels: 3, depth: 8 }, null);
        await writer.writeRows(rows.map((value, at) => Math.min(255, Math.round(exposure * (index === 0 ? value : change(value, Math.floor(at / 3) % small.width))))));
        await writer.finish();
        return path;
      }),
    );
  }
  const brightness = (rows: Rows) => Array.from(rows).reduce((sum, value) => sum + value, 0) / rows.length;
  const spread = (numbers: readonly number[]) => Math.max(...numbers) - Math.min(...numbers);

  it.each([
    ['relit', { model: 'relighter' }],
    ['after another step', { model: 'relighter' }, [{ operation: 'translate', parameters: { model: 'dimmer' } }]],
    ['in new colours', { model: 'dimmer' }],
    ['repainted', { model: 'dimmer', detail: 'repaint' }],
  ])('of one scene, exposed a little differently, matches: %s', async (_name, parameters, before: object[] = []) => {
    const pictures = await writeSeries([1, 0.8, 1.15]);
    const recipe = { version: 1, steps: [...before, ...recipeOf(parameters).steps] };
    const alone: number[] = [];
    const inSeries: number[] = [];
    for (const input of pictures) {
      alone.push(brightness((await run(parameters, { input, recipe })).rows));
      inSeries.push(brightness((await run(parameters, { input, recipe, series: pictures[0] })).rows));
    }
    expect(Math.abs(inSeries[0]! - alone[0]!)).toBeLessThan(0.5);
    expect(spread(inSeries)).toBeLessThan(0.3 * spread(alone));
  });

  it.each([
    ['relit', { model: 'relighter' }],
    ['in new colours', { model: 'painter' }],
    ['repainted', { model: 'painter', detail: 'repaint' }],
  ])('keeps the rest as it is where something comes into one of its pictures: %s', async (_name, parameters) => {
    const [first, other] = await writeSeries([1, 1], (value, x) => (x < 28 ? 255 - value : value));
    const farFromIt = ({ rows }: { rows: Rows }) => Array.from(rows).filter((_, index) => Math.floor(index / 3) % small.width > 84);
    const before = farFromIt(await run(parameters, { input: first }));
    const alone = meanDifference(farFromIt(await run(parameters, { input: other })), before);
    expect(alone).toBeGreaterThan(0.5);
    expect(meanDifference(farFromIt(await run(parameters, { input: other, series: first })), before)).toBeLessThan(0.3 * alone);
  });

  it('repaints with the statistics of its first picture', async () => {
    const parameters = { model: 'painter', detail: 'repaint' };
    const [first] = await writeSeries([1]);
    await writeSource({ width: 60, height: 60 });
    const own = (await run(parameters)).rows;
    const shared = (await run(parameters, { series: first })).rows;
    expect(meanDifference(shared, own)).toBeGreaterThan(1);
    expect((await run(parameters, { series: first })).rows).toEqual(shared);
  });

  it('whose first picture is gone leaves each to itself, and says so', async () => {
    await writeSource(small);
    const { rows, details } = await run({ model: 'relighter' }, { series: join(folder, 'gone.jpg') });
    expect(details.notes.map(({ id }) => id)).toEqual(['series-unmatched']);
    expect(rows).toEqual((await run({ model: 'relighter' })).rows);
  });
});

describe('an imported generator', () => {
  const shape = { width: 120, height: 88 };
  const forms = {
    'of signed planes': { layout: 'nchw', elements: 'float32', input: { black: -1, white: 1 }, output: { black: -1, white: 1 } },
    'of bytes in pixels': { layout: 'nhwc', elements: 'uint8', input: { black: 0, white: 255 }, output: { black: 0, white: 255 } },
    'of one size and short numbers': { layout: 'nchw', elements: 'float16', input: { black: 0, white: 1 }, output: { black: 0, white: 255 }, size: { width: 64, height: 48 } },
  } as const;
  it.each(Object.entries(forms))('%s runs in both ways', async (_name, form) => {
    const bytes = foreignModel({ ...form, effect: 'negative' });
    await writeModelPackage(join(folder, 'models'), 'foreign', [{ bytes, scale: 1, input: 'pixels', output: 'painted', form, tile: 48, overlap: 4 }], { task: 'translate' });
    const source = await writeSource(shape);
    const negative = source.map((value) => 255 - value);
    expect(furthest((await run({ model: 'foreign', detail: 'repaint' })).rows, negative)).toBeLessThan(2);
    expect(meanDifference((await run({ model: 'foreign' })).rows, negative)).toBeLessThan(12);
  });
});

describe('a preview', () => {
  it.each([
    ['relighter', { model: 'relighter', strength: 80 }],
    ['painter that keeps detail', { model: 'painter' }],
    ['painter that repaints', { model: 'painter', detail: 'repaint' }],
  ])('of a region shows what the whole job gives: %s', async (_name, parameters) => {
    const shape = { width: 212, height: 164 };
    await writeSource(shape);
    const { rows } = await run(parameters);
    const region: Region = { x: 120, y: 70, width: 40, height: 30 };
    const shown = await preview(region, parameters);
    const expected = Array.from({ length: 40 * 30 * 3 }, (_, index) => rows[((region.y + Math.floor(index / 120)) * shape.width + region.x) * 3 + (index % 120)]!);
    expect(furthest(shown, expected)).toBeLessThanOrEqual(1);
  });

  it('lets the generator see a smaller copy where it has to be quick', async () => {
    await writeSource({ width: 212, height: 164 });
    const request = { raster: join(folder, 'source'), region: { x: 0, y: 0, width: 212, height: 164 }, shrink: 2, recipe: recipeOf({ model: 'relighter' }), pyramid: join(folder, 'preview') };
    const sides: number[] = [];
    for (const tile of [undefined, 64]) {
      const shown = await previewRegion(engineRequests.preview.request.parse({ ...request, tile }), surroundings());
      if (shown.ok) sides.push(shown.value.details.tile);
    }
    expect(sides).toEqual([128, 64]);
  });

  it('asks nothing of the network where only the strength changes', async () => {
    await writeSource({ width: 212, height: 164 });
    const region: Region = { x: 12, y: 7, width: 40, height: 30 };
    const request = (strength: number) => engineRequests.preview.request.parse({ raster: join(folder, 'source'), region, shrink: 1, recipe: recipeOf({ model: 'relighter', strength }), pyramid: join(folder, 'preview') });
    const times: number[] = [];
    for (const strength of [100, 40]) {
      const shown = await previewRegion(request(strength), surroundings());
      if (shown.ok) times.push(shown.value.details.networkMs);
    }
    expect(times[0]).toBeGreaterThan(0);
    expect(times[1]).toBe(0);
  });
});

it('stops where it is cancelled, and leaves nothing', async () => {
  await writeSource(small);
  const keep = { raster: join(folder, 'kept'), pyramid: join(folder, 'pyramid') };
  const request = engineRequests.run.request.parse({ input: { raster: join(folder, 'source') }, keep, recipe: recipeOf({ model: 'relighter' }) });
  const abort = new AbortController();
  abort.abort();
  const ran = await runJob(request, { ...surroundings(abort.signal), onProgress: () => undefined });
  expect(ran).toMatchObject({ ok: false, error: { code: 'cancelled' } });
});

it('refuses a model for another task', async () => {
  await writeModelPackage(join(folder, 'models'), 'enlarger', [{ bytes: painter }]);
  await writeSource(small);
  await expect(run({ model: 'enlarger' })).rejects.toThrow('does not translate');
  expect((await createSession({ model: painter, input: 'input', output: 'output' }, 'cpu')).ok).toBe(true);
});

async function preview(region: Region, parameters: object): Promise<number[]> {
  const path = join(folder, 'preview');
  const request = engineRequests.preview.request.parse({ raster: join(folder, 'source'), region, shrink: 1, recipe: recipeOf(parameters), pyramid: path });
  const shown = await previewRegion(request, surroundings());
  if (!shown.ok) throw new Error(shown.error.message);
  const file = await readFile(path);
  const start = tileOffset(shown.value.pyramid, 0, 0, 0)!; // The region lies in one tile of the pyramid.
  return Array.from({ length: region.width * region.height * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    return file[start + (Math.floor(pixel / region.width) * tileSize + (pixel % region.width)) * 4 + (index % 3)]!;
  });
}

/** Differences of green between neighbours. */
function detailOf(rows: Rows, { width }: { width: number }): number[] {
  const differences: number[] = [];
  for (let at = 1; at + 3 < rows.length; at += 3) if (((at - 1) / 3) % width !== width - 1) differences.push(rows[at + 3]! - rows[at]!);
  return differences;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, index) => sum + value * y[index]!, 0);
  return Math.abs(dot(a, b)) / Math.sqrt(dot(a, a) * dot(b, b));
}
