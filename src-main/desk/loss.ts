/** @file What closing the window would lose. Pure; used by main. */
import type { Job } from '../../src-shared/ipc.ts';

/** A sentence for the user, or null where nothing would be lost. */
export function describeLoss(jobs: readonly Job[]): string | null {
  const running = jobs.some(({ state }) => state.kind === 'running' || state.kind === 'waiting');
  const unsaved = jobs.filter(({ state }) => state.kind === 'done' && state.savedTo === null).length;
  const results = unsaved === 1 ? 'One result is not saved' : `${unsaved} results are not saved`;
  if (running && unsaved > 0) return `A job is still running, and ${results.toLowerCase()}. Quit and discard?`;
  if (running) return 'A job is still running. Quit and discard it?';
  return unsaved > 0 ? `${results}. Quit and discard?` : null;
}
