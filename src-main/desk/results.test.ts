/** @file Tests results.ts with a real engine process and real files. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { recipeSchema } from '../../src-shared/recipe.ts';
import { createEngineClient } from '../children/engine-client.ts';
import { nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { canMount, smallDisk } from '../testing/small-disk.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { OpenPicture } from './pictures.ts';
import { openResultCache } from './result-cache.ts';
import { resultKeys } from './result-key.ts';
import { createResults } from './results.ts';
import { createTileStore } from './tile-store.ts';

const engineProgram = fileURLToPath(new URL('../../dist/node/engine.cjs', import.meta.url));
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'imago-test-home-'));
});
afterAll(() => rm(home, { recursive: true, maxRetries: 20 }));

const [width, height] = [90, 60];
const twice = recipeSchema.parse({ version: 1, steps: [1, 2].map(() => ({ operation: 'upscale', parameters: { model: 'double', scale: 2 } })) });

let folder: string;
let resultsFolder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  resultsFolder = join(folder, 'results');
  await writeModelPackage(join(folder, 'models'), 'double', [{ bytes: nearestUpscaleModel(2), tile: 64 }]);
  const pixels = Buffer.from(Array.from({ length: width * height * 3 }, (_, index) => (index * 7) % 251));
  await sharp(pixels, { raw: { width, height, channels: 3 } }).png().toFile(join(folder, 'in.png'));
});

async function start() {
  const tiles = createTileStore();
  const engine = createEngineClient({ program: engineProgram, environment: { IMAGO_MODELS: join(folder, 'models'), IMAGO_HOME: home, IMAGO_SCRATCH: join(folder, 'scratch') } });
  onTestFinished(() => engine.dispose());
  const cache = await openResultCache({ folder: resultsFolder, limitBytes: () => 1e9, isNeeded: (source) => source !== 'closed', onRemove: tiles.release });
  const keysOf = (source: string) => Promise.resolve(resultKeys({ source, recipe: twice, networks: [['n'], ['n']], maskFiles: [null, null], engine: 'e' }));
  const results = createResults({ engine, cache, tiles, ladder: () => ['cpu'], keysOf });
  const keep = { raster: join(folder, 'raster'), pyramid: join(folder, 'pyramid') };
  const opened = await engine.call('open', { path: join(folder, 'in.png'), keep });
  if (!opened.ok) throw new Error(opened.error.message);
  const { info, pyramid, sha256 } = opened.value;
  const picture: OpenPicture = { id: randomUUID(), path: info.path, name: 'in.png', state: { kind: 'open', info, pyramid }, source: { sha256, use: (task) => task(keep.raster), pyramid: keep.pyramid } };
  return { engine, cache, results, tiles, picture };
}

const watch = (signal = new AbortController().signal) => ({ signal, onProgress: () => undefined });
type Started = Awaited<ReturnType<typeof start>>;

async function runAll({ results, picture }: Started) {
  const keys = await results.keys(picture, twice);
  const first = await results.run({ picture, recipe: twice, key: keys[0]!, stages: [] }, watch());
  if (!first.ok) return { keys, first };
  const second = await results.run({ picture, recipe: twice, key: keys[1]!, stages: [first.value] }, watch());
  return { keys, first, second };
}

describe('createResults', () => {
  it('runs each step from the raster before, keeps and shows it, and finds it at the next start', async () => {
    const started = await start();
    const { keys, first, second } = await runAll(started);
    expect(first).toMatchObject({ ok: true, value: { pyramid: { width: 180, height: 120 }, details: { model: 'double' } } });
    expect(second).toMatchObject({ ok: true, value: { pyramid: { width: 360, height: 240 } } });
    if (!second?.ok) return;
    const tile = await started.tiles.read({ id: second.value.id, level: 0, column: 0, row: 0 });
    // Every pixel of the source became 4 x 4 equal ones.
    expect([...tile!.subarray((5 * 512 + 9) * 4, (5 * 512 + 9) * 4 + 3)]).toEqual([0, 1, 2].map((channel) => (((1 * width + 2) * 3 + channel) * 7) % 251));

    const again = await start();
    expect(await again.results.find(keys[1]!)).toEqual(second.value);
    expect((await stat(again.results.raster(second.value.id))).size).toBeGreaterThan(360 * 240 * 3);
    expect((await again.tiles.read({ id: second.value.id, level: 0, column: 0, row: 0 }))?.length).toBe(tile!.length);
    await again.results.release(again.picture.source.sha256);
    expect(await again.tiles.read({ id: second.value.id, level: 0, column: 0, row: 0 })).toBeUndefined();
  });

  it('counts no result of larger tiles than are wished', async () => {
    const started = await start();
    const { keys, first } = await runAll(started);
    if (!first.ok) return;
    const { id, details } = first.value;
    const found = async (tile?: number) => (await started.results.find(keys[0]!, tile))?.id ?? null;
    expect([await found(), await found(details.tile), await found(details.tile - 1)]).toEqual([id, id, null]);
  });

  it('leaves nothing of a run that is cancelled or fails', async () => {
    const { results, picture } = await start();
    const abort = new AbortController();
    abort.abort();
    const step = { picture, recipe: twice, key: 'k', stages: [] } as const;
    expect(await results.run(step, watch(abort.signal))).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await rm(join(folder, 'models', 'double'), { recursive: true });
    expect(await results.run(step, watch())).toMatchObject({ ok: false, error: { code: 'model-missing' } });
    expect(await readdir(resultsFolder)).toEqual([]);
  });

  it('tells of a results folder that cannot be written to', async () => {
    const { results, picture } = await start();
    await rm(resultsFolder, { recursive: true });
    await writeFile(resultsFolder, 'a file in its place');
    const ran = await results.run({ picture, recipe: twice, key: 'k', stages: [] }, watch());
    expect(ran).toMatchObject({ ok: false, error: { code: 'target-failed' } });
  });
});

describe.runIf(canMount)('a full disk', () => {
  it('makes kept results give way to new ones, and is told in words when that is not enough', async () => {
    smallDisk(resultsFolder, 2500);
    const started = await start();
    const { keys, first, second } = await runAll(started);
    expect(first.ok).toBe(true);
    if (!second || second.ok) throw new Error('expected the second step to find no room');
    expect(second.error).toMatchObject({ code: 'disk-full', message: `The disk is full: the result could not be kept in ${resultsFolder}.` });
    expect(second.error.advice).toContain('Free some space');
    expect(await started.results.find(keys[0]!)).not.toBeNull();
    expect(await readdir(resultsFolder)).toHaveLength(1);

    // The picture was opened as another content before: that result may go.
    await started.results.run({ picture: { ...started.picture, source: { ...started.picture.source, sha256: 'closed' } }, recipe: twice, key: 'of a closed picture', stages: [] }, watch());
    const again = await started.results.run({ picture: started.picture, recipe: twice, key: 'new', stages: [] }, watch());
    expect(again.ok).toBe(true);
    expect(await started.results.find('of a closed picture')).toBeNull();
  });
});
