/** @file What closing the window would lose: results are kept for the next start, a job that runs is not. Used by main. */
import type { Job } from '../../src-shared/ipc.ts';
import { t } from './words.ts';

export const hasOpenJobs = (jobs: readonly Job[]): boolean => jobs.some(({ state }) => state.kind === 'running' || state.kind === 'waiting');

/** A sentence for the user, or null where nothing would be lost. */
export const describeLoss = (jobs: readonly Job[]): string | null =>
  hasOpenJobs(jobs) ? t('lossRunning') : null;
