/** @file Lets a caller leave work that nothing can stop; engine process. */
import { rm } from 'node:fs/promises';
import { failWith, type Result } from '../../src-shared/result.ts';
import { cancelled } from './file-failure.ts';

const removeAll = (paths: readonly string[]) => Promise.all(paths.map((path) => rm(path, { force: true })));

/**
 * Runs `work` until it ends or `signal` aborts, and removes the scratch files either way. libvips cannot be stopped in a
 * call: after an abort the caller goes on at once while the call runs out and its files are removed once more. `work`
 * asks `mayCommit` before it gives its result a lasting name; from then on an abort comes too late.
 */
export async function abandonable<T>(
  signal: AbortSignal | undefined,
  scratch: readonly string[],
  work: (mayCommit: () => boolean) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (signal?.aborted) return failWith(cancelled());
  let committed = false;
  const mayCommit = () => (committed = !signal?.aborted);
  const running = work(mayCommit).finally(() => removeAll(scratch));
  if (!signal) return running;
  return new Promise((resolve, reject) => {
    const abandon = () => {
      if (!committed) removeAll(scratch).then(() => resolve(failWith(cancelled())), reject);
    };
    signal.addEventListener('abort', abandon, { once: true });
    running.then(resolve, reject).finally(() => signal.removeEventListener('abort', abandon));
  });
}
