import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Failure, failure } from '../../src-shared/failure.ts';
import type { Job, Stage } from '../../src-shared/ipc.ts';
import type { Progress } from '../../src-shared/job.ts';
import { recipeSchema } from '../../src-shared/recipe.ts';
import { type Result, failWith, succeed } from '../../src-shared/result.ts';
import { type Jobs, createJobs } from './jobs.ts';
import type { OpenPicture } from './pictures.ts';
import type { Results, StepRun } from './results.ts';

const recipe = (...scales: number[]) => recipeSchema.parse({ version: 1, steps: scales.map((scale) => ({ operation: 'upscale', parameters: { scale } })) });
const info = { path: '/p.png', bytes: 9, format: 'png', width: 4, height: 3, depth: 8, alpha: false, colour: 'rgb', profile: null, orientation: 1, pages: 1, metadata: { exif: false, xmp: false, iptc: false }, warnings: [] };
const picture = (id: string) =>
  ({ id, path: `/${id}.png`, name: id, state: { kind: 'open', info, pyramid: { width: 4, height: 3 } }, source: { sha256: id } }) as unknown as OpenPicture;
const details = { width: 8, height: 6, device: 'cpu', model: 'm', tile: 64, tiles: 2, durationMs: 5, networkMs: 4, notes: [] } as const;
const stage = (id: string): Stage => ({ id, pyramid: { width: 8, height: 6 }, details: { ...details, notes: [] } });

/** What is being computed, for the test to finish. */
type Run = { readonly step: StepRun; progress(progress: Progress): void; finish(): void; fail(failed: Failure): void };

let jobs: Jobs;
let runs: Run[];
let changes: Job[];
let orders: (readonly string[])[];
/** Stages by the key that they are kept under. */
let kept: Map<string, Stage>;
let wished: (number | undefined)[];
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 5 });
const begun = (count: number) => soon(() => expect(runs).toHaveLength(count));

const results: Results = {
  keys: ({ id }, { steps }) => Promise.resolve(steps.map((_, index) => `${id}:${steps.slice(0, index + 1).map((step) => step.parameters['scale']).join('-')}`)),
  find: (key, tile) => {
    wished.push(tile);
    return Promise.resolve(tile === undefined ? (kept.get(key) ?? null) : null);
  },
  run: (step, { signal, onProgress }) =>
    new Promise<Result<Stage>>((resolve) => {
      signal.addEventListener('abort', () => resolve(failWith(failure('cancelled', 'Cancelled.'))));
      const finish = () => {
        kept.set(step.key, stage(step.key));
        resolve(succeed(stage(step.key)));
      };
      runs.push({ step, progress: onProgress, finish, fail: (failed) => resolve(failWith(failed)) });
    }),
  raster: (stageId) => `/results/${stageId}`,
  release: () => Promise.resolve(),
};

beforeEach(() => {
  [runs, changes, orders, kept, wished] = [[], [], [], new Map<string, Stage>(), []];
  jobs = createJobs({ results, tileOf: () => Promise.resolve(512), onChange: (job) => changes.push(job), onOrder: (ids) => orders.push(ids) });
});
afterEach(() => {
  for (const id of ['a', 'b', 'c', 'd']) jobs.forget(id);
});

async function run(id: string, { scales = [2], tile }: { scales?: number[]; tile?: number } = {}): Promise<string> {
  const started = await jobs.run(picture(id), recipe(...scales), tile);
  if (!started.ok) throw new Error(started.error.message);
  return started.value.id;
}
const ended = (id: string, kind: Job['state']['kind']) => soon(() => expect(jobs.find(id)?.state.kind).toBe(kind));
const stagesOf = (job: Job | undefined) => (job && job.state.kind !== 'waiting' ? job.state.stages.map(({ id }) => id) : undefined);
const ran = () => runs.map(({ step }) => step.key);

describe('createJobs', () => {
  it('runs one job at a time, in order', async () => {
    const [first, second] = [await run('a'), await run('b')];
    await begun(1);
    expect([ran(), jobs.find(second)?.state.kind]).toEqual([['a:2'], 'waiting']);
    runs[0]!.finish();
    await begun(2);
    expect(changes.filter((job) => job.id === first).map((job) => job.state.kind)).toEqual(expect.arrayContaining(['running', 'done']));
    expect(ran()).toEqual(['a:2', 'b:2']);
  });

  it('runs each step on the stage before, and shows the stages that are done', async () => {
    const id = await run('a', { scales: [2, 3] });
    await begun(1);
    expect(runs[0]!.step).toMatchObject({ key: 'a:2', stages: [] });
    runs[0]!.finish();
    await begun(2);
    expect(runs[1]!.step).toMatchObject({ key: 'a:2-3', stages: [{ id: 'a:2' }] });
    expect([jobs.find(id)?.state.kind, stagesOf(jobs.find(id))]).toEqual(['running', ['a:2']]);
    runs[1]!.finish();
    await ended(id, 'done');
    expect(stagesOf(jobs.find(id))).toEqual(['a:2', 'a:2-3']);
  });

  it('answers at once where every stage is kept, whatever runs, and runs only what is not', async () => {
    kept.set('a:2', stage('a:2'));
    await run('b');
    await begun(1);
    const known = await run('a');
    expect([jobs.find(known)?.state.kind, stagesOf(jobs.find(known))]).toEqual(['done', ['a:2']]);
    await run('a', { scales: [2, 4] });
    runs[0]!.finish();
    await begun(2);
    expect(ran()).toEqual(['b:2', 'a:2-4']);
  });

  it('runs again with other tiles, and asks the cache for that alone', async () => {
    kept.set('a:2', stage('a:2'));
    await run('a', { tile: 96 });
    await begun(1);
    expect(runs[0]!.step).toMatchObject({ tile: 96 });
    expect(wished).toContain(96);
  });

  it('keeps the stages of a job that fails, with its words and what may help, and goes on', async () => {
    const first = await run('a', { scales: [2, 4] });
    await run('b');
    await begun(1);
    runs[0]!.finish();
    await begun(2);
    runs[1]!.fail(failure('out-of-memory', 'No room.'));
    await begun(3);
    expect(jobs.find(first)?.state).toMatchObject({ kind: 'failed', failure: { message: 'No room.' }, remedies: [{ tile: 64 }] });
    expect(stagesOf(jobs.find(first))).toEqual(['a:2']);
    expect(runs[2]!.step.picture.id).toBe('b');
  });

  it('cancels a waiting job at once and a running one through its engine, which keeps what is done', async () => {
    const [first, second] = [await run('a', { scales: [2, 4] }), await run('b')];
    await begun(1);
    jobs.cancel(second);
    expect(jobs.find(second)?.state.kind).toBe('cancelled');
    runs[0]!.finish();
    await begun(2);
    jobs.cancel(first);
    // An engine goes on to the end of its tile.
    runs[1]!.progress({ phase: 'run', done: 0.9, remainingMs: 5 });
    expect(jobs.find(first)?.state).toMatchObject({ kind: 'running', cancelling: true, progress: { done: 0.5 } });
    await ended(first, 'cancelled');
    expect([stagesOf(jobs.find(first)), runs.length]).toEqual([['a:2'], 2]);
  });

  it('tells progress of the whole job, of a new phase at once and of the steps between now and then', async () => {
    // However long it takes here, it all happens at one moment.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(5_000);
    onTestFinished(() => { clock.mockRestore(); });
    const id = await run('a', { scales: [2, 4] });
    await begun(1);
    runs[0]!.progress({ phase: 'run', done: 0.2, remainingMs: 70 });
    for (let step = 0; step < 50; step++) runs[0]!.progress({ phase: 'run', done: 0.3 });
    runs[0]!.finish();
    await begun(2);
    runs[1]!.progress({ phase: 'run', done: 0.5, remainingMs: 90 });
    const told = changes.flatMap((job) => (job.id === id && job.state.kind === 'running' ? [job.state.progress] : []));
    expect(told.map(({ phase, done, remainingMs }) => `${phase} ${done} ${remainingMs}`)).toEqual([
      'decode 0 undefined',
      'decode 0 undefined',
      'run 0.1 undefined',
      'decode 0.5 undefined',
      'run 0.75 90',
    ]);
  });

  it('changes the order of waiting jobs alone', async () => {
    const ids = [await run('a'), await run('b'), await run('c'), await run('d')] as const;
    const [a, b, c, d] = ids;
    await begun(1);
    jobs.move(d, b);
    expect(orders.at(-1)).toEqual([a, d, b, c]);
    jobs.move(d, null);
    expect(orders.at(-1)).toEqual([a, b, c, d]);
    jobs.move(c, a);
    jobs.move(a, null);
    jobs.move(c, 'nobody');
    // The window had moved them already.
    expect(orders.slice(2)).toEqual([[a, b, c, d], [a, b, c, d], [a, b, c, d]]);
    jobs.move(c, b);
    runs[0]!.finish();
    await begun(2);
    expect(runs[1]!.step.picture.id).toBe('c');
  });

  it('forgets what has ended, or belongs to a closed picture', async () => {
    const [a, b, c] = [await run('a'), await run('b'), await run('c')];
    await begun(1);
    runs[0]!.finish();
    await begun(2);
    jobs.clear();
    expect([jobs.find(a), orders.at(-1)]).toEqual([undefined, [b, c]]);
    jobs.forget('b');
    expect(orders.at(-1)).toEqual([c]);
    await begun(3);
    expect(runs[2]!.step.picture.id).toBe('c');
    expect(jobs.list().map(({ id }) => id)).toEqual([c]);
  });

  it('remembers where a result was saved', async () => {
    const id = await run('a');
    await begun(1);
    runs[0]!.finish();
    await ended(id, 'done');
    jobs.markSaved(id, '/out.png');
    expect(changes.at(-1)?.state).toMatchObject({ kind: 'done', savedTo: '/out.png' });
  });

  it('refuses a picture that is not open', async () => {
    expect(await jobs.run(undefined, recipe(2))).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });
});
