/** @file Something that runs on a device, tried again in smaller pieces and on other devices until it is good. Runs in the engine. */
import type { Note } from '../../src-shared/note.ts';
import type { Provider } from '../../src-shared/device.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { type Attempt, attemptsAfter, planAttempts, retryNote } from './retry-ladder.ts';

/** What became of an attempt; `started` is false where the device could not even load the network. */
export type Attempted<T> = { readonly result: Result<T>; readonly started: boolean };
export type Retried<T> = { readonly value: T; readonly device: Provider; /** One for each try that failed. */ readonly notes: readonly Note[] };

export async function withRetries<T>(devices: readonly Provider[], tile: number, run: (attempt: Attempt, isRetry: boolean) => Promise<Attempted<T>>): Promise<Result<Retried<T>>> {
  const notes: Note[] = [];
  let attempts: readonly Attempt[] = planAttempts(devices, tile);
  for (;;) {
    const attempt = attempts[0]!;
    const { result, started } = await run(attempt, notes.length > 0);
    if (result.ok) return succeed({ value: result.value, device: attempt.provider, notes });
    attempts = attemptsAfter(attempts, result.error, started);
    if (!attempts[0]) return failWith(result.error);
    notes.push(retryNote(result.error, attempt, attempts[0]));
  }
}
