/** @file The jobs of this session, oldest first. Data, small setters and the questions asked of them. Renderer. */
import { create } from 'zustand';
import type { Job } from '../../src-shared/ipc.ts';

type JobsState = {
  readonly jobs: readonly Job[];
  /** Adds the job, or replaces the one of the same id. */
  put(job: Job): void;
  /** Puts the jobs into this order; those that it does not name are gone. */
  setOrder(ids: readonly string[]): void;
  removeOf(pictureId: string): void;
};

export type DoneJob = Job & { readonly state: Extract<Job['state'], { kind: 'done' }> };

export const useJobs = create<JobsState>()((set) => ({
  jobs: [],
  put: (job) => {
    set(({ jobs }) => ({ jobs: jobs.some((it) => it.id === job.id) ? jobs.map((it) => (it.id === job.id ? job : it)) : [...jobs, job] }));
  },
  setOrder: (ids) => {
    set(({ jobs }) => ({ jobs: ids.flatMap((id) => jobs.find((job) => job.id === id) ?? []) }));
  },
  removeOf: (pictureId) => {
    set(({ jobs }) => ({ jobs: jobs.filter((job) => job.pictureId !== pictureId) }));
  },
}));

export const isActive = ({ state }: Job): boolean => state.kind === 'waiting' || state.kind === 'running';
/** Cancelled, but the tile in work has to be done first. */
export const isEnding = ({ state }: Job): boolean => state.kind === 'running' && state.cancelling === true;
const isDone = (job: Job): job is DoneJob => job.state.kind === 'done';

/** The newest job of a picture, whatever became of it. */
export const latestJob = (jobs: readonly Job[], pictureId: string): Job | undefined => jobs.findLast((job) => job.pictureId === pictureId);

/** The job whose result is shown: the newest that was done, even while a later one runs or after it failed. */
export const resultOf = (jobs: readonly Job[], pictureId: string): DoneJob | undefined =>
  jobs.filter(isDone).findLast((job) => job.pictureId === pictureId);
