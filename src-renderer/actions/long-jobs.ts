/** @file Tells of a long job that ended while the window was in the background. Renderer. */
import type { Job } from '../../src-shared/ipc.ts';
import { call, on } from '../api/bridge.ts';
import { failureWords } from '../failure-words.ts';
import { t } from '../i18n.ts';
import { isActive, useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';

const longMs = 10_000;

export function watchLongJobs(now: () => number = () => performance.now()): void {
  const startedAt = new Map<string, number>();
  on('job:changed', (job) => {
    if (job.state.kind === 'running' && !startedAt.has(job.id)) startedAt.set(job.id, now());
    if (isActive(job)) return;
    const started = startedAt.get(job.id);
    startedAt.delete(job.id);
    if (started !== undefined && now() - started >= longMs && !document.hasFocus()) tellOf(job);
  });
  on('picture:show', ({ pictureId }) => {
    const { pictures, select } = usePictures.getState();
    if (pictures.some(({ id }) => id === pictureId)) select(pictureId);
  });
}

function tellOf({ id, pictureId, state }: Job): void {
  const name = usePictures.getState().pictures.find((picture) => picture.id === pictureId)?.name;
  if (name === undefined || (state.kind !== 'done' && state.kind !== 'failed')) return;
  const left = useJobs.getState().jobs.filter((job) => job.id !== id && isActive(job)).length;
  void call('notification:show', {
    title: state.kind === 'done' ? t('job.announceDone', { name }) : t('notification.failed', { name }),
    text: state.kind === 'failed' ? failureWords(state.failure).message : left > 0 ? t('notification.left', { count: left }) : t('notification.noneLeft'),
    pictureId,
  });
}
