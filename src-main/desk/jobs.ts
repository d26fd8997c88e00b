/**
 * @file The job queue: one job at a time, the others wait in an order that can be changed; used by main, knows nothing of
 * Electron. A job is one engine run a step, each on the raster of the one before.
 */
import { randomUUID } from 'node:crypto';
import type { DeviceChoice } from '../../src-shared/device.ts';
import { type Failure, failure } from '../../src-shared/failure.ts';
import type { Job, Picture, Stage } from '../../src-shared/ipc.ts';
import type { Progress } from '../../src-shared/job.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { type Result, failWith, succeed } from '../../src-shared/result.ts';
import type { Engine } from './engine.ts';
import { remediesFor } from './remedies.ts';
import type { SessionFolder } from './session-folder.ts';
import type { TileStore } from './tile-store.ts';

/** What a job uses instead of the settings and the model's own; `tile` is a side in input pixels. */
export type JobWishes = { readonly device?: DeviceChoice | undefined; readonly tile?: number | undefined };

export type Jobs = {
  list(): Job[];
  find(id: string): Job | undefined;
  run(picture: Picture | undefined, recipe: Recipe, wishes?: JobWishes): Result<Job>;
  cancel(id: string): void;
  /** Puts a waiting job before another waiting one; null puts it last. Anything else changes nothing. */
  move(id: string, before: string | null): void;
  /** Forgets the jobs that have ended. */
  clear(): void;
  /** The file of a stage's pixels. */
  raster(stageId: string): string;
  markSaved(id: string, path: string): void;
  /** Cancels and forgets every job of a picture. */
  forget(pictureId: string): Promise<void>;
};

type Surroundings = {
  readonly engine: Engine;
  readonly tiles: TileStore;
  readonly folder: SessionFolder;
  readonly device: () => DeviceChoice;
  readonly onChange: (job: Job) => void;
  readonly onOrder: (ids: readonly string[]) => void;
};

/** Progress is passed on at most this often; the eye asks for no more, and the window stays free. */
const progressIntervalMs = 100;

type Entry = { job: Job; readonly input: string; readonly wishes: JobWishes; readonly abort: AbortController };

const isWaiting = ({ job }: Entry): boolean => job.state.kind === 'waiting';
const isOver = ({ job }: Entry): boolean => !isWaiting({ job } as Entry) && job.state.kind !== 'running';

export function createJobs({ engine, tiles, folder, device, onChange, onOrder }: Surroundings): Jobs {
  let entries: Entry[] = [];
  let working = false;
  const find = (id: string) => entries.find(({ job }) => job.id === id);
  const rasterName = (stageId: string) => `${stageId}.raster`;
  const pyramidName = (stageId: string) => `${stageId}.tiles`;

  const change = (entry: Entry, state: Job['state']) => {
    entry.job = { ...entry.job, state };
    if (entries.includes(entry)) onChange(entry.job);
  };
  const reorder = (changed: Entry[]) => {
    entries = changed;
    onOrder(entries.map(({ job }) => job.id));
  };
  const stagesOf = ({ state }: Job): readonly Stage[] => (state.kind === 'waiting' ? [] : state.stages);

  const removeFiles = async (stageId: string) => {
    await tiles.release(stageId);
    await Promise.all([folder.removeIgnoringErrors(rasterName(stageId)), folder.removeIgnoringErrors(pyramidName(stageId))]);
  };

  function tellProgress(entry: Entry, stages: readonly Stage[]) {
    const { steps } = entry.job.recipe;
    let lastAt = -Infinity;
    let lastPhase: Progress['phase'] | undefined;
    return ({ phase, done, remainingMs }: Progress) => {
      const now = performance.now();
      if (phase === lastPhase && now - lastAt < progressIntervalMs) return;
      [lastAt, lastPhase] = [now, phase];
      // What later steps will take is not known before they run.
      const left = remainingMs === undefined || stages.length < steps.length - 1 ? {} : { remainingMs };
      if (entry.job.state.kind === 'running') change(entry, { kind: 'running', progress: { phase, done: (stages.length + done) / steps.length, ...left }, stages });
    };
  }

  async function runStep(entry: Entry, stages: readonly Stage[]): Promise<Result<Stage>> {
    const id = randomUUID();
    const keep = { raster: folder.file(rasterName(id)), pyramid: folder.file(pyramidName(id)) };
    const before = stages.at(-1);
    const { tile } = entry.wishes;
    const ran = await engine.call(
      'run',
      {
        input: before ? { raster: folder.file(rasterName(before.id)) } : entry.input,
        recipe: { version: 1, steps: [entry.job.recipe.steps[stages.length]!] },
        device: entry.wishes.device ?? device(),
        ...(tile === undefined ? {} : { tile }),
        keep,
      },
      { signal: entry.abort.signal, onProgress: tellProgress(entry, stages) },
    );
    if (ran.ok && ran.value.pyramid && !entry.abort.signal.aborted) {
      await tiles.allow(id, keep.pyramid, ran.value.pyramid);
      return succeed({ id, pyramid: ran.value.pyramid, details: ran.value.details });
    }
    await removeFiles(id);
    if (!ran.ok) return ran;
    return failWith(entry.abort.signal.aborted ? failure('cancelled', 'Cancelled.') : failure('internal', 'The engine kept no result to show.'));
  }

  async function perform(entry: Entry): Promise<void> {
    const { steps } = entry.job.recipe;
    let stages: readonly Stage[] = [];
    while (stages.length < steps.length) {
      change(entry, { kind: 'running', progress: { phase: 'decode', done: stages.length / steps.length }, stages });
      const stage = await runStep(entry, stages);
      if (!stage.ok) return change(entry, endedEarly(entry, stage.error, stages));
      stages = [...stages, stage.value];
    }
    change(entry, { kind: 'done', stages, savedTo: null });
  }

  const endedEarly = ({ wishes, abort }: Entry, failed: Failure, stages: readonly Stage[]): Job['state'] =>
    abort.signal.aborted || failed.code === 'cancelled'
      ? { kind: 'cancelled', stages }
      : { kind: 'failed', failure: failed, remedies: remediesFor(failed, { device: wishes.device ?? device(), tile: wishes.tile ?? 384 }), stages };

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let next = entries.find(isWaiting); next; next = entries.find(isWaiting)) await perform(next);
    working = false;
  }

  const cancel = (entry: Entry) => {
    entry.abort.abort();
    if (isWaiting(entry)) change(entry, { kind: 'cancelled', stages: [] });
  };

  return {
    list: () => entries.map(({ job }) => job),
    find: (id) => find(id)?.job,
    run(picture, recipe, wishes = {}) {
      if (picture?.state.kind !== 'open') return failWith(failure('bad-request', 'The picture is not open.', { advice: 'Open it, then run again.' }));
      const job: Job = { id: randomUUID(), pictureId: picture.id, recipe, state: { kind: 'waiting' } };
      entries = [...entries, { job, input: picture.path, wishes, abort: new AbortController() }];
      setImmediate(() => void work());
      return succeed(job);
    },
    cancel(id) {
      const entry = find(id);
      if (entry && !isOver(entry)) cancel(entry);
    },
    move(id, before) {
      const moved = find(id);
      const others = entries.filter((entry) => entry !== moved);
      const index = before === null ? others.length : others.findIndex(({ job }) => job.id === before);
      if (!moved || !isWaiting(moved) || index < 0 || (others[index] && !isWaiting(others[index]))) return;
      reorder(others.toSpliced(index, 0, moved));
    },
    clear() {
      reorder(entries.filter((entry) => !isOver(entry)));
    },
    raster: (stageId) => folder.file(rasterName(stageId)),
    markSaved(id, path) {
      const entry = find(id);
      if (entry?.job.state.kind === 'done') change(entry, { ...entry.job.state, savedTo: path });
    },
    async forget(pictureId) {
      const own = entries.filter(({ job }) => job.pictureId === pictureId);
      for (const entry of own) cancel(entry);
      reorder(entries.filter((entry) => !own.includes(entry)));
      await Promise.all(own.flatMap(({ job }) => stagesOf(job)).map(({ id }) => removeFiles(id)));
    },
  };
}
