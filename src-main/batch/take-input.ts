/** @file Whether a watched picture is one to work on, and its way into the batch. Used by main and the command line. */
import { fileStamp } from './file-stamp.ts';
import type { Journal, ListedInput } from './journal.ts';

/** A picture that failed is taken once more where its file has changed since: whoever wrote it had only paused. */
export async function isTaken(journal: Journal, id: string, path: string): Promise<boolean> {
  const state = (await journal.itemOf(id, path))?.state;
  if (state?.kind !== 'failed' || state.stamp === undefined) return state !== undefined;
  const now = await fileStamp(path);
  return !now.ok || now.value === state.stamp;
}

export async function takeInput(journal: Journal, id: string, input: ListedInput): Promise<void> {
  const item = await journal.itemOf(id, input.input);
  if (!item) await journal.addInputs(id, [input]);
  else if (item.state.kind === 'failed') await journal.setItem(id, item.index, { kind: 'waiting' });
}
