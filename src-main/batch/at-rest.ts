/** @file Whether a file is completely written, as far as one can tell from outside: it has stayed as it is for a while. Used by main and the command line. */
import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

export const usualRestMs = 2000;

/** Where the clocks of this machine and of the folder's agree. A file that is gone is at rest. */
export async function isAtRest(path: string, restMs: number): Promise<boolean> {
  const changed = await stat(path).then(
    ({ mtimeMs, ctimeMs }) => Math.max(mtimeMs, ctimeMs),
    () => 0,
  );
  return Math.abs(Date.now() - changed) >= restMs;
}

/** Resolves once the file has not changed for `restMs`, whatever its clock says; false where it is gone or `signal` aborts. */
export async function comesToRest(path: string, restMs: number, signal: AbortSignal): Promise<boolean> {
  for (let before: string | null = null; ; ) {
    const now = await stat(path).then(
      ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
      () => null,
    );
    if (now === null || signal.aborted) return false;
    if (now === before) return true;
    before = now;
    await delay(restMs, undefined, { signal }).catch(() => undefined);
  }
}
