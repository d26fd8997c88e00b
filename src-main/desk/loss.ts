/** @file What closing the window would lose. Used by main. */
import type { Job } from '../../src-shared/ipc.ts';
import { t } from './words.ts';

/** A sentence for the user, or null where nothing would be lost. */
export function describeLoss(jobs: readonly Job[]): string | null {
  const running = jobs.some(({ state }) => state.kind === 'running' || state.kind === 'waiting');
  const unsaved = jobs.filter(({ state }) => state.kind === 'done' && state.savedTo === null).length;
  if (running) return unsaved > 0 ? t('lossBoth', { count: unsaved }) : t('lossRunning');
  return unsaved > 0 ? t('lossUnsaved', { count: unsaved }) : null;
}
