import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineRequest } from '../../src-shared/engine-messages.ts';
import { failure } from '../../src-shared/failure.ts';
import type { Job, Picture } from '../../src-shared/ipc.ts';
import type { Progress } from '../../src-shared/job.ts';
import { tileBytes } from '../../src-shared/pyramid.ts';
import { recipeSchema } from '../../src-shared/recipe.ts';
import { type Result, failWith, succeed } from '../../src-shared/result.ts';
import type { Engine } from './engine.ts';
import { type Jobs, createJobs } from './jobs.ts';
import { type SessionFolder, openSessionFolder } from './session-folder.ts';
import { createTileStore } from './tile-store.ts';

const recipe = recipeSchema.parse({ version: 1, steps: [{ operation: 'upscale' }] });
const info = { path: '/p.png', bytes: 9, format: 'png', width: 4, height: 3, depth: 8, alpha: false, colour: 'rgb', profile: null, orientation: 1, pages: 1, metadata: { exif: false, xmp: false, iptc: false }, warnings: [] } as const;
const details = { width: 8, height: 6, device: 'cpu', model: 'm', tile: 64, tiles: 2, durationMs: 5, networkMs: 4, notes: [] } as const;
const answer = { warnings: [], details: { ...details, notes: [] }, pyramid: { width: 8, height: 6 } };
const picture = (id: string): Picture => ({ id, path: `/${id}.png`, name: id, state: { kind: 'open', info: { ...info, warnings: [] }, pyramid: { width: 4, height: 3 } } });

/** What the engine is working on, for the test to finish. */
type Run = { readonly body: EngineRequest<'run'>; progress(progress: Progress): void; finish(result: Result<typeof answer>): Promise<void> };

let userData: string;
let folder: SessionFolder;
let jobs: Jobs;
let runs: Run[];
let changes: Job[];
const tiles = createTileStore();
/** Files are written and removed on the way, so that there is no saying how many turns of the event loop something takes. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 5 });
const begun = (count: number) => soon(() => expect(runs).toHaveLength(count));

beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'imago-jobs-'));
  folder = await openSessionFolder(userData);
  [runs, changes] = [[], []];
  const call = (_method: string, body: unknown, options: { signal: AbortSignal; onProgress: (progress: Progress) => void }) =>
    new Promise<Result<typeof answer>>((resolve) => {
      const request = body as EngineRequest<'run'>;
      options.signal.addEventListener('abort', () => {
        resolve(failWith(failure('cancelled', 'Cancelled.')));
      });
      runs.push({
        body: request,
        progress: options.onProgress,
        finish: async (result) => {
          if (result.ok) for (const file of Object.values(request.keep!)) await writeFile(file, Buffer.alloc(tileBytes, 7));
          resolve(result);
        },
      });
    });
  jobs = createJobs({ engine: { call } as unknown as Engine, tiles, folder, device: () => 'cpu', onChange: (job) => changes.push(job), onOrder: () => undefined });
});
afterEach(async () => {
  await jobs.forget('a');
  await rm(userData, { recursive: true });
});

function run(id: string): string {
  const started = jobs.run(picture(id), recipe);
  if (!started.ok) throw new Error(started.error.message);
  return started.value.id;
}
const done = (id: string) => soon(() => expect(jobs.find(id)?.state.kind).toBe('done'));
const resultOf = (id: string) => {
  const state = jobs.find(id)?.state;
  return state?.kind === 'done' ? state.stages.at(-1)!.id : '';
};
const states = (id: string) => changes.filter((job) => job.id === id).map((job) => job.state.kind);
const exists = (path: string) => access(path).then(() => true, () => false);

describe('createJobs', () => {
  it('runs one job at a time, in order', async () => {
    const [first, second] = [run('a'), run('b')];
    await begun(1);
    expect(runs.map((it) => it.body.input)).toEqual(['/a.png']);
    expect(jobs.find(second)?.state.kind).toBe('waiting');
    await runs[0]!.finish(succeed(answer));
    await begun(2);
    expect(states(first)).toEqual(['running', 'done']);
    expect(runs.map((it) => it.body.input)).toEqual(['/a.png', '/b.png']);
    expect((await tiles.read({ id: resultOf(first), level: 0, column: 0, row: 0 }))?.[0]).toBe(7);
  });

  it('goes on after a failure, keeping its words', async () => {
    const first = run('a');
    run('b');
    await begun(1);
    await runs[0]!.finish(failWith(failure('out-of-memory', 'No room.')));
    await begun(2);
    expect(jobs.find(first)?.state).toMatchObject({ kind: 'failed', failure: { message: 'No room.' } });
  });

  it('cancels a waiting job at once and a running one through its engine', async () => {
    const [first, second] = [run('a'), run('b')];
    await begun(1);
    jobs.cancel(second);
    expect(jobs.find(second)?.state.kind).toBe('cancelled');
    jobs.cancel(first);
    await soon(() => expect(jobs.find(first)?.state.kind).toBe('cancelled'));
    expect(runs).toHaveLength(1);
  });

  it('passes on a new phase at once and the steps between now and then', async () => {
    const id = run('a');
    await begun(1);
    runs[0]!.progress({ phase: 'run', done: 0.2 });
    for (let step = 0; step < 50; step++) runs[0]!.progress({ phase: 'run', done: 0.3 });
    runs[0]!.progress({ phase: 'preview', done: 0.9 });
    const told = changes.flatMap((job) => (job.id === id && job.state.kind === 'running' ? [job.state.progress] : []));
    expect(told.map(({ phase, done }) => `${phase} ${done}`)).toEqual(['decode 0', 'run 0.2', 'preview 0.9']);
  });

  it('forgets the jobs of a closed picture with their files', async () => {
    const id = run('a');
    await begun(1);
    await runs[0]!.finish(succeed(answer));
    await done(id);
    const result = resultOf(id);
    expect(await exists(jobs.raster(result))).toBe(true);
    await jobs.forget('a');
    expect([jobs.list(), await exists(jobs.raster(result))]).toEqual([[], false]);
  });

  it('refuses a picture that is not open', () => {
    expect(jobs.run({ ...picture('a'), state: { kind: 'opening' } }, recipe)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });
});
