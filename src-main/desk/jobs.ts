/**
 * @file The job queue: one job at a time, the others wait; used by main, knows nothing of Electron.
 *
 * A picture keeps the result of its last job that was done; an earlier result is released when a later one is done.
 */
import { randomUUID } from 'node:crypto';
import type { DeviceChoice } from '../../src-shared/device.ts';
import { failure } from '../../src-shared/failure.ts';
import type { Job, Picture } from '../../src-shared/ipc.ts';
import type { Progress } from '../../src-shared/job.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { type Result, failWith, succeed } from '../../src-shared/result.ts';
import type { Engine } from './engine.ts';
import { createSerial } from './serial.ts';
import type { SessionFolder } from './session-folder.ts';
import type { TileStore } from './tile-store.ts';

export type Jobs = {
  list(): Job[];
  find(id: string): Job | undefined;
  run(picture: Picture | undefined, recipe: Recipe): Result<Job>;
  cancel(id: string): void;
  /** The file of a finished job's pixels. */
  raster(id: string): string;
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
};

/** Progress is passed on at most this often; the eye asks for no more, and the window stays free. */
const progressIntervalMs = 100;

export function createJobs({ engine, tiles, folder, device, onChange }: Surroundings): Jobs {
  const jobs = new Map<string, Job>();
  const runs = new Map<string, AbortController>();
  const oneAtATime = createSerial();
  const rasterName = (id: string) => `${id}.raster`;
  const pyramidName = (id: string) => `${id}.tiles`;

  const change = (id: string, state: Job['state']) => {
    const job = jobs.get(id);
    if (!job) return;
    jobs.set(id, { ...job, state });
    onChange({ ...job, state });
  };

  const removeFiles = async (id: string) => {
    await tiles.release(id);
    await Promise.all([folder.removeIgnoringErrors(rasterName(id)), folder.removeIgnoringErrors(pyramidName(id))]);
  };

  async function releaseEarlierResults(job: Job): Promise<void> {
    const earlier = [...jobs.values()].filter((it) => it.pictureId === job.pictureId && it.id !== job.id && it.state.kind === 'done');
    for (const { id } of earlier) jobs.delete(id);
    await Promise.all(earlier.map(({ id }) => removeFiles(id)));
  }

  function throttledProgress(id: string) {
    let lastAt = -Infinity;
    let lastPhase: Progress['phase'] | undefined;
    return (progress: Progress) => {
      const now = performance.now();
      if (progress.phase === lastPhase && now - lastAt < progressIntervalMs) return;
      [lastAt, lastPhase] = [now, progress.phase];
      if (jobs.get(id)?.state.kind === 'running') change(id, { kind: 'running', progress });
    };
  }

  async function perform(job: Job, input: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    change(job.id, { kind: 'running', progress: { phase: 'decode', done: 0 } });
    const keep = { raster: folder.file(rasterName(job.id)), pyramid: folder.file(pyramidName(job.id)) };
    const ran = await engine.call('run', { input, recipe: job.recipe, device: device(), keep }, { signal, onProgress: throttledProgress(job.id) });
    runs.delete(job.id);
    if (!ran.ok || signal.aborted || !ran.value.pyramid) {
      await removeFiles(job.id);
      if (signal.aborted || (!ran.ok && ran.error.code === 'cancelled')) change(job.id, { kind: 'cancelled' });
      else change(job.id, { kind: 'failed', failure: ran.ok ? failure('internal', 'The engine kept no result to show.') : ran.error });
      return;
    }
    await tiles.allow(job.id, keep.pyramid, ran.value.pyramid);
    change(job.id, { kind: 'done', details: ran.value.details, pyramid: ran.value.pyramid, savedTo: null });
    await releaseEarlierResults(job);
  }

  const cancel = (id: string) => {
    runs.get(id)?.abort();
    if (jobs.get(id)?.state.kind === 'waiting') change(id, { kind: 'cancelled' });
  };

  return {
    list: () => [...jobs.values()],
    find: (id) => jobs.get(id),
    run(picture, recipe) {
      if (picture?.state.kind !== 'open')
        return failWith(failure('bad-request', 'The picture is not open.', { advice: 'Open it, then run again.' }));
      const job: Job = { id: randomUUID(), pictureId: picture.id, recipe, state: { kind: 'waiting' } };
      const run = new AbortController();
      jobs.set(job.id, job);
      runs.set(job.id, run);
      void oneAtATime(() => perform(job, picture.path, run.signal));
      return succeed(job);
    },
    cancel,
    raster: (id) => folder.file(rasterName(id)),
    markSaved(id, path) {
      const state = jobs.get(id)?.state;
      if (state?.kind === 'done') change(id, { ...state, savedTo: path });
    },
    async forget(pictureId) {
      const own = [...jobs.values()].filter((job) => job.pictureId === pictureId);
      for (const { id } of own) {
        cancel(id);
        jobs.delete(id);
      }
      await Promise.all(own.filter((job) => job.state.kind === 'done').map(({ id }) => removeFiles(id)));
    },
  };
}
