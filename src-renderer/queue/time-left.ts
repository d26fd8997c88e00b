/** @file When each job of the queue will be over: what runs and waits before it counts too. Pure. */
import type { Job } from '../../src-shared/ipc.ts';

/**
 * Milliseconds from now by job id, for jobs whose end can be told. `durationOf` tells how long a waiting job will take;
 * behind one that nobody knows, nothing is known any more.
 */
export function timesLeft(jobs: readonly Job[], durationOf: (job: Job) => number | undefined): ReadonlyMap<string, number> {
  const left = new Map<string, number>();
  let sum: number | undefined = 0;
  for (const job of jobs) {
    const { state } = job;
    if (state.kind !== 'running' && state.kind !== 'waiting') continue;
    const own: number | undefined = state.kind === 'running' ? state.progress.remainingMs : durationOf(job);
    sum = sum === undefined || own === undefined ? undefined : sum + own;
    if (sum !== undefined) left.set(job.id, sum);
  }
  return left;
}
