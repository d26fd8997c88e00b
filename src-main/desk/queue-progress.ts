/** @file How far the whole queue is: of all jobs since it was last empty, not only of the one that runs. Pure; used by main. */
import type { Job } from '../../src-shared/ipc.ts';

const isActive = ({ state }: Job): boolean => state.kind === 'waiting' || state.kind === 'running';
const partDone = ({ state }: Job): number => (state.kind === 'running' ? state.progress.done : state.kind === 'waiting' ? 0 : 1);

/** A function that is given all jobs at every change and answers with 0 to 1, or null while nothing is to do. */
export function trackQueueProgress(): (jobs: readonly Job[]) => number | null {
  let batch = new Set<string>();
  return (jobs) => {
    const active = jobs.filter(isActive);
    if (active.length === 0) {
      batch = new Set();
      return null;
    }
    for (const { id } of active) batch.add(id);
    // Jobs that were cleared or whose picture was closed are over too.
    const parts = [...batch].map((id) => jobs.find((job) => job.id === id)).map((job) => (job ? partDone(job) : 1));
    return parts.reduce((sum, part) => sum + part, 0) / parts.length;
  };
}
