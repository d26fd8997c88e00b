import { access, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineRequest } from '../../src-shared/engine-messages.ts';
import { failure } from '../../src-shared/failure.ts';
import { tileBytes } from '../../src-shared/pyramid.ts';
import type { Stage } from '../../src-shared/ipc.ts';
import { type Recipe, recipeSchema } from '../../src-shared/recipe.ts';
import { type Result, failWith, succeed } from '../../src-shared/result.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { Engine } from './engine.ts';
import type { OpenPicture } from './pictures.ts';
import { createPreviews, type Previews } from './previews.ts';
import { openSessionFolder, type SessionFolder } from './session-folder.ts';
import { createTileStore, type TileStore } from './tile-store.ts';

const recipe = recipeSchema.parse({ version: 1, steps: [{ operation: 'upscale' }] });
const details = { width: 8, height: 6, device: 'cpu', model: 'm', tile: 64, tiles: 2, durationMs: 5, networkMs: 4, notes: [] };
const picture = (id: string) => ({ id, name: `${id}.png`, state: { kind: 'open', info: { width: 101, height: 67 } }, source: { use: (task: (raster: string) => unknown) => task(`/${id}.raster`), sha256: id } }) as unknown as OpenPicture;

type Run = { readonly body: EngineRequest<'preview'>; finish(shown?: EngineRequest<'preview'>['region']): Promise<void> };
let runs: Run[];
let previews: Previews;
let folder: SessionFolder;
let tiles: TileStore;
/** Kept stages by their key: `1` for what the first step gives. */
let kept: Record<string, Stage>;
const results = {
  keys: (_picture: OpenPicture, { steps }: Recipe) => Promise.resolve(steps.map((_, index) => String(index + 1))),
  find: (key: string) => Promise.resolve(kept[key] ?? null),
  raster: (id: string) => `/results/${id}`,
};
beforeEach(async () => {
  runs = [];
  kept = {};
  folder = await openSessionFolder(await temporaryFolder());
  tiles = createTileStore();
  const call = (_method: string, body: EngineRequest<'preview'>, { signal }: { signal: AbortSignal }) =>
    new Promise<Result<unknown>>((resolve) => {
      signal.addEventListener('abort', () => resolve(failWith(failure('cancelled', 'Cancelled.'))));
      const finish = async (region = body.region) => {
        await writeFile(body.pyramid, Buffer.alloc(tileBytes, body.region.x));
        resolve(succeed({ region, details, pyramid: { width: 8, height: 6 } }));
      };
      runs.push({ body, finish });
    });
  previews = createPreviews({ engine: { call } as unknown as Engine, results, tiles, folder, ladder: () => ['webgpu', 'cpu'] });
});

const ask = (previewId: string, x: number, of = 'a') => previews.run(picture(of), { previewId, recipe, region: { x, y: 2, width: 30, height: 20 }, shrink: 2 });
const begun = (count: number) => vi.waitFor(() => expect(runs).toHaveLength(count), { timeout: 10_000, interval: 5 });
const firstByte = async (id: string) => (await tiles.read({ id, level: 0, column: 0, row: 0 }))?.[0];

describe('createPreviews', () => {
  it('shows a region of the kept raster until it is released', async () => {
    const asked = ask('sight', 7);
    await begun(1);
    expect(runs[0]!.body).toMatchObject({ raster: '/a.raster', region: { x: 6, y: 2, width: 32, height: 20 }, shrink: 2, ladder: ['webgpu', 'cpu'] });
    await runs[0]!.finish();
    const shown = await asked;
    if (!shown.ok) throw new Error(shown.error.message);
    expect(shown.value).toMatchObject({ region: { x: 6, y: 2, width: 32, height: 20 }, kept: 0 });
    expect(await firstByte(shown.value.id)).toBe(6);
    await previews.release(shown.value.id);
    expect(await firstByte(shown.value.id)).toBeUndefined();
    await expect(access(runs[0]!.body.pyramid)).rejects.toThrow();
  });

  it('gives up a preview for a newer one of the same id, run or not, and keeps those of other ids', async () => {
    const [first, other] = [ask('sight', 1), ask('board', 2)];
    await begun(1);
    const second = ask('sight', 3);
    expect(await first).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const third = ask('sight', 4);
    await begun(2);
    await runs[1]!.finish();
    expect(await other).toMatchObject({ ok: true, value: { region: { x: 2 } } });
    expect(await second).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await begun(3);
    await runs[2]!.finish();
    expect(await third).toMatchObject({ ok: true, value: { region: { x: 4 } } });
  });

  it('cancels on demand, and forgets what belongs to a closed picture', async () => {
    const cancelled = ask('sight', 1);
    await begun(1);
    previews.cancel('sight');
    expect((await cancelled).ok).toBe(false);
    const answered = ask('board', 5);
    await begun(2);
    await runs[1]!.finish();
    const shown = await answered;
    const waiting = ask('sight', 6);
    await begun(3);
    await previews.forget('a');
    expect((await waiting).ok).toBe(false);
    expect(shown.ok && (await firstByte(shown.value.id))).toBeUndefined();
  });

  it('begins behind the steps whose result is kept, in their pixels', async () => {
    const twice = (scale: number) => ({ operation: 'upscale', parameters: { model: 'm', scale } });
    const three = recipeSchema.parse({ version: 1, steps: [twice(3), twice(2), twice(4)] });
    const askFor = () => previews.run(picture('a'), { previewId: 'sight', recipe: three, region: { x: 7, y: 2, width: 500, height: 20 }, shrink: 2 });
    const stage = (id: string, scale: number) => ({ id, pyramid: { width: 101 * scale, height: 67 * scale }, details: { ...details, device: 'cpu' } }) as const;
    kept = { 1: stage('first', 3), 3: stage('last', 24) };
    const asked = askFor();
    await begun(1);
    expect(runs[0]!.body).toMatchObject({ raster: '/results/first', region: { x: 18, y: 6, width: 285, height: 60 }, shrink: 2, recipe: { steps: [twice(2), twice(4)] } });
    await runs[0]!.finish();
    expect(await asked).toMatchObject({ ok: true, value: { region: { x: 6, y: 2, width: 95, height: 20 }, kept: 1 } });
    kept = { ...kept, 2: stage('second', 6) };
    void askFor();
    await begun(2);
    expect(runs[1]!.body).toMatchObject({ raster: '/results/second', region: { x: 36, y: 12, width: 570, height: 120 }, recipe: { steps: [twice(4)] } });
  });

  it('tells which part of the region is shown, and asks for all of it behind kept steps', async () => {
    const two = recipeSchema.parse({ version: 1, steps: [{ operation: 'inpaint' }, { operation: 'inpaint' }] });
    const askFor = () => previews.run(picture('a'), { previewId: 'sight', recipe: two, region: { x: 6, y: 2, width: 60, height: 40 }, shrink: 2, narrow: true });
    const asked = askFor();
    await begun(1);
    expect(runs[0]!.body).toMatchObject({ narrow: true });
    await runs[0]!.finish({ x: 20, y: 10, width: 12, height: 8 });
    expect(await asked).toMatchObject({ ok: true, value: { region: { x: 20, y: 10, width: 12, height: 8 } } });
    kept = { 1: { id: 'first', pyramid: { width: 101, height: 67 }, details: { ...details, device: 'cpu' } } };
    void askFor();
    await begun(2);
    expect(runs[1]!.body).toMatchObject({ raster: '/results/first', narrow: false });
  });

  it('refuses a picture that is not open', async () => {
    expect(await previews.run(undefined, { previewId: 'x', recipe, region: { x: 0, y: 0, width: 1, height: 1 }, shrink: 1 })).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });
});
