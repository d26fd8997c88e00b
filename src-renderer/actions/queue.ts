/** @file What is done to the queue as a whole. Renderer. */
import type { Job } from '../../src-shared/ipc.ts';
import { call } from '../api/bridge.ts';
import { t } from '../i18n.ts';
import { placeBefore } from '../queue/place-before.ts';
import { isActive, useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { useView } from '../stores/view.ts';
import { cancelJob } from './jobs.ts';

export const clearJobs = (): Promise<null> => call('job:clear');

/** The waiting ones first, so that none of them begins meanwhile. */
export function cancelAllJobs(): void {
  const active = useJobs.getState().jobs.filter(isActive);
  for (const { id } of active.toReversed()) void cancelJob(id);
}

/** Puts a job at place `to` among those that wait: at once in the window, then main has the last word. */
export function moveJob(job: Job, waiting: readonly Job[], to: number): void {
  const others = waiting.filter(({ id }) => id !== job.id);
  const before = others[to]?.id ?? null;
  const { jobs, setOrder } = useJobs.getState();
  setOrder(placeBefore(jobs.map(({ id }) => id), job.id, before));
  void call('job:move', { jobId: job.id, before });
  const name = usePictures.getState().pictures.find(({ id }) => id === job.pictureId)?.name ?? '';
  useView.getState().announce(t('queue.moved', { name, number: to + 1, total: waiting.length }));
}
