/** @file Runs a batch, then waits for pictures that come into its folders and runs it on those, until it is stopped. Command line. */
import type { BatchState } from '../../src-shared/batch.ts';
import type { StoredBatch } from './journal.ts';
import { type BatchTools, runBatch } from './run-batch.ts';
import { isTaken, takeInput } from './take-input.ts';
import { watchInputs } from './watch-inputs.ts';

/** Once `signal` aborts, what is in work is abandoned and waits. */
export async function runWatched(batch: StoredBatch, tools: BatchTools, signal: AbortSignal): Promise<BatchState> {
  const { id, definition } = batch;
  const { journal } = tools;
  let wake: () => void = () => undefined;
  signal.addEventListener('abort', () => {
    wake();
  });
  let state = await runOnce(batch, tools, signal);
  if (state.kind !== 'done') return state;
  const watch = watchInputs(definition, {
    isKnown: (path) => isTaken(journal, id, path),
    onInput: async (input) => {
      await takeInput(journal, id, input);
      wake();
    },
  });
  while (state.kind === 'done' && !signal.aborted) {
    if (journal.record(id).counts.waiting > 0) state = await runOnce(batch, { ...tools, continuing: true }, signal);
    else {
      await enter({ kind: 'watching' });
      await new Promise<void>((resolve) => {
        wake = resolve;
        // It may have come while the journal was written.
        if (signal.aborted || journal.record(id).counts.waiting > 0) resolve();
      });
    }
  }
  await watch.close();
  return state.kind === 'done' ? enter({ kind: 'paused', reason: 'interrupted' }) : state;

  async function enter(entered: BatchState): Promise<BatchState> {
    await journal.change(id, { state: entered });
    tools.onState(entered);
    return entered;
  }
}

/** Ends it when `signal` aborts. */
export async function runOnce(batch: StoredBatch, tools: BatchTools, signal: AbortSignal): Promise<BatchState> {
  const run = runBatch(batch, tools);
  const stop = () => {
    run.stop();
  };
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const state = await run.ended;
  signal.removeEventListener('abort', stop);
  return state;
}
