/** @file The progress of the queue on the taskbar or dock. Main process. */
import type { BrowserWindow } from 'electron';
import type { Job } from '../src-shared/ipc.ts';
import { trackQueueProgress } from './desk/queue-progress.ts';

const none = -1;
const queueProgress = trackQueueProgress();

export function showTaskbarProgress(window: BrowserWindow, jobs: readonly Job[]): void {
  if (!window.isDestroyed()) window.setProgressBar(queueProgress(jobs) ?? none);
}
