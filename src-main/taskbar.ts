/** @file The progress of the running job on the taskbar or dock. Main process. */
import type { BrowserWindow } from 'electron';
import type { Job } from '../src-shared/ipc.ts';

const none = -1;

export function showTaskbarProgress(window: BrowserWindow, jobs: readonly Job[]): void {
  if (window.isDestroyed()) return;
  const running = jobs.map((job) => job.state).find((state) => state.kind === 'running');
  window.setProgressBar(running?.kind === 'running' ? running.progress.done : none);
}
