/** @file A training gives the device to the editor's jobs, and goes on when they are done. Pure; used by main. */
import type { Job } from '../../src-shared/ipc.ts';
import type { Studio } from './studio.ts';

export function yieldToJobs({ trainings }: Pick<Studio, 'trainings'>, jobs: readonly Job[]): void {
  trainings.yieldDevice(jobs.some(({ state }) => state.kind === 'running' || state.kind === 'waiting'));
}
