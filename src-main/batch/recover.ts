/**
 * @file What a batch does before it goes on: items that were in work when everything ended, and results that it counts as
 * done, are compared with what is on disk. Used by main and the command line.
 */
import { stat } from 'node:fs/promises';
import type { ItemState } from '../../src-shared/batch.ts';
import { hashFile } from '../image-io/hash-file.ts';
import { removeUnfinished } from '../image-io/publish.ts';
import type { ItemTools } from './item-work.ts';
import type { Journal, JournalItem } from './journal.ts';

const itemsARead = 200;

/** In work before: done where the whole result is there, else waiting. Done before: waiting where the result is not there as it was. */
export async function recoverItems(id: string, tools: Pick<ItemTools, 'journal' | 'inspect'> & { readonly onItem: (item: JournalItem) => void }, signal: AbortSignal): Promise<void> {
  const { journal } = tools;
  for await (const item of itemsOf(journal, id, 'running')) {
    const finished = await finishedResult(item, tools);
    tools.onItem(await journal.setItem(id, item.index, finished ?? { kind: 'waiting' }));
  }
  for await (const item of itemsOf(journal, id, 'done')) {
    if (signal.aborted) return;
    if (item.state.kind === 'done' && !(await isIntact(item.state))) tools.onItem(await journal.setItem(id, item.index, { kind: 'waiting' }));
  }
}

async function* itemsOf(journal: Journal, id: string, kind: 'running' | 'done'): AsyncGenerator<JournalItem> {
  for (let from = 0; ; ) {
    const items = await journal.items(id, { kind, from, count: itemsARead });
    yield* items;
    const last = items.at(-1);
    if (!last) return;
    from = last.index + 1;
  }
}

/** Files get their name whole, so one that is there and was not there when the work began is this item's result. */
async function finishedResult({ state }: JournalItem, { inspect }: Pick<ItemTools, 'inspect'>): Promise<ItemState | null> {
  if (state.kind !== 'running') return null;
  await removeUnfinished(state.output);
  if (!state.fresh) return null;
  const info = await inspect.call('inspect', { path: state.output });
  if (!info.ok) return null;
  const sha256 = await hashFile(state.output);
  if (!sha256.ok) return null;
  const { bytes, width, height } = info.value;
  return { kind: 'done', output: state.output, bytes, width, height, sha256: sha256.value, notes: [] };
}

async function isIntact({ output, bytes, sha256 }: Extract<ItemState, { kind: 'done' }>): Promise<boolean> {
  const size = await stat(output).then(
    (it) => it.size,
    () => -1,
  );
  if (size !== bytes) return false;
  const hash = await hashFile(output);
  return hash.ok && hash.value === sha256;
}
