/**
 * @file The job queue: one job at a time, the others wait in an order that can be changed; used by main, knows nothing of
 * Electron. A job is one engine run a step, each on the stage before; a stage that is kept already is not run again.
 */
import { randomUUID } from 'node:crypto';
import { type Failure, failure, unforeseen } from '../../src-shared/failure.ts';
import type { Job, Stage } from '../../src-shared/ipc.ts';
import type { Progress } from '../../src-shared/job.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { type Result, failWith, succeed } from '../../src-shared/result.ts';
import type { OpenPicture } from './pictures.ts';
import { remediesFor } from './remedies.ts';
import type { Results } from './results.ts';

export type Jobs = {
  list(): Job[];
  find(id: string): Job | undefined;
  /** Answers with a job that is done where every stage is kept already. `tile` is a side in input pixels, instead of the models' own. */
  run(picture: OpenPicture | undefined, recipe: Recipe, tile?: number): Promise<Result<Job>>;
  cancel(id: string): void;
  /** Puts a waiting job before another waiting one; null puts it last. Anything else changes nothing. */
  move(id: string, before: string | null): void;
  /** Forgets the jobs that have ended. */
  clear(): void;
  /** The file of a stage's pixels. */
  raster(stageId: string): string;
  markSaved(id: string, path: string): void;
  /** Cancels and forgets every job of a picture. */
  forget(pictureId: string): void;
};

type Surroundings = {
  readonly results: Results;
  /** The side of the largest tile, in input pixels, that a recipe's models ask for. */
  readonly tileOf: (recipe: Recipe) => Promise<number>;
  readonly onChange: (job: Job) => void;
  /** Told the ids of all jobs when their order changes, or was to change and cannot. */
  readonly onOrder: (ids: readonly string[]) => void;
};

/** Progress is passed on at most this often; the eye asks for no more, and the window stays free. */
const progressIntervalMs = 100;

type Entry = { job: Job; readonly picture: OpenPicture; readonly keys: readonly string[]; readonly tile: number | undefined; readonly abort: AbortController };

const isWaiting = ({ job }: Entry): boolean => job.state.kind === 'waiting';
const hasEnded = ({ job }: Entry): boolean => job.state.kind !== 'waiting' && job.state.kind !== 'running';

export function createJobs({ results, tileOf, onChange, onOrder }: Surroundings): Jobs {
  let entries: readonly Entry[] = [];
  let working = false;
  const find = (id: string) => entries.find(({ job }) => job.id === id);

  const change = (entry: Entry, state: Job['state']) => {
    entry.job = { ...entry.job, state };
    if (entries.includes(entry)) onChange(entry.job);
  };
  const reorder = (changed: readonly Entry[]) => {
    entries = changed;
    onOrder(entries.map(({ job }) => job.id));
  };

  const findStages = (keys: readonly string[], tile: number | undefined) => Promise.all(keys.map((key) => results.find(key, tile)));

  /** `total` steps have to be run, `ran` of them are done. */
  function progressOf(entry: Entry, stages: readonly Stage[], ran: number, total: number) {
    let lastAt = -Infinity;
    let lastPhase: Progress['phase'] | undefined;
    return ({ phase, done, remainingMs }: Progress) => {
      const now = performance.now();
      if (entry.job.state.kind !== 'running' || entry.job.state.cancelling || (phase === lastPhase && now - lastAt < progressIntervalMs)) return;
      [lastAt, lastPhase] = [now, phase];
      // What later steps will take is not known before they run.
      const left = remainingMs === undefined || ran < total - 1 ? {} : { remainingMs };
      change(entry, { kind: 'running', progress: { phase, done: (ran + done) / total, ...left }, stages });
    };
  }

  async function perform(entry: Entry): Promise<void> {
    const { picture, keys, tile, abort, job } = entry;
    change(entry, { kind: 'running', progress: { phase: 'decode', done: 0 }, stages: [] });
    let stages: readonly Stage[] = [];
    try {
      // A job before this one may have left some of them.
      const kept = await findStages(keys, tile);
      const total = kept.filter((stage) => !stage).length;
      let ran = 0;
      for (const [index, key] of keys.entries()) {
        const onProgress = progressOf(entry, stages, ran, total);
        onProgress({ phase: 'decode', done: 0 });
        const step = { picture, recipe: job.recipe, key, stages, tile };
        const stage = kept[index] ? succeed(kept[index]) : await results.run(step, { signal: abort.signal, onProgress });
        if (!stage.ok) return change(entry, await endedEarly(entry, stage.error, stages));
        if (!kept[index]) ran += 1;
        stages = [...stages, stage.value];
      }
      change(entry, { kind: 'done', stages, savedTo: null });
    } catch (error) {
      change(entry, await endedEarly(entry, unforeseen(error), stages));
    }
  }

  async function endedEarly({ job: { recipe }, tile, abort }: Entry, failed: Failure, stages: readonly Stage[]): Promise<Job['state']> {
    if (abort.signal.aborted || failed.code === 'cancelled') return { kind: 'cancelled', stages };
    const step: Recipe = { ...recipe, steps: recipe.steps.slice(stages.length, stages.length + 1) };
    const remedies = remediesFor(failed, tile ?? (await tileOf(step)));
    return { kind: 'failed', failure: failed, remedies, stages };
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let next = entries.find(isWaiting); next; next = entries.find(isWaiting)) await perform(next);
    working = false;
  }

  const cancel = (entry: Entry) => {
    if (hasEnded(entry)) return;
    entry.abort.abort();
    const { state } = entry.job;
    if (state.kind === 'waiting') change(entry, { kind: 'cancelled', stages: [] });
    if (state.kind === 'running') change(entry, { ...state, progress: { phase: state.progress.phase, done: state.progress.done }, cancelling: true });
  };

  return {
    list: () => entries.map(({ job }) => job),
    find: (id) => find(id)?.job,
    async run(picture, recipe, tile) {
      if (!picture) return failWith(failure('bad-request', 'The picture is not open.', { reason: 'picture-not-open', advice: 'Open it, then run again.' }));
      const keys = await results.keys(picture, recipe);
      const kept = await findStages(keys, tile);
      const stages = kept.filter((stage) => stage !== null);
      const state: Job['state'] = stages.length === keys.length ? { kind: 'done', stages, savedTo: null } : { kind: 'waiting' };
      const job: Job = { id: randomUUID(), pictureId: picture.id, recipe, state };
      entries = [...entries, { job, picture, keys, tile, abort: new AbortController() }];
      // The caller learns of the job before its first change.
      setImmediate(() => void work());
      return succeed(job);
    },
    cancel(id) {
      const entry = find(id);
      if (entry) cancel(entry);
    },
    move(id, before) {
      const moved = find(id);
      const others = entries.filter((entry) => entry !== moved);
      const index = before === null ? others.length : others.findIndex(({ job }) => job.id === before);
      const next = others[index];
      const isPossible = moved && isWaiting(moved) && index >= 0 && (!next || isWaiting(next));
      // Told also where nothing can be moved, since the window shows it moved already.
      reorder(isPossible ? others.toSpliced(index, 0, moved) : entries);
    },
    clear() {
      reorder(entries.filter((entry) => !hasEnded(entry)));
    },
    raster: results.raster,
    markSaved(id, path) {
      const entry = find(id);
      if (entry?.job.state.kind === 'done') change(entry, { ...entry.job.state, savedTo: path });
    },
    forget(pictureId) {
      const own = entries.filter(({ job }) => job.pictureId === pictureId);
      if (own.length === 0) return;
      entries = entries.filter((entry) => !own.includes(entry));
      for (const entry of own) cancel(entry);
      onOrder(entries.map(({ job }) => job.id));
    },
  };
}
