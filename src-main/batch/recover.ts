/**
 * @file What a batch does before it goes on: items that were in work when everything ended, and results that it counts as
 * done, are compared with what is on disk. Used by main and the command line.
 */
import { stat } from 'node:fs/promises';
import type { ItemState } from '../../src-shared/batch.ts';
import { type Note, note } from '../../src-shared/note.ts';
import { hashFile } from '../image-io/hash-file.ts';
import { removeUnfinished } from '../image-io/publish.ts';
import type { ItemTools } from './item-work.ts';
import type { Journal, JournalItem } from './journal.ts';

const itemsARead = 200;

/**
 * In work before: done where the whole result is there, else waiting. Done before: waiting where the result is missing or
 * damaged. A result that somebody has worked on since is theirs: it is no damaged one, stays, and is told of once.
 */
export async function recoverItems(id: string, tools: Pick<ItemTools, 'journal' | 'inspect'> & { readonly onItem: (item: JournalItem) => void }, signal: AbortSignal): Promise<void> {
  const { journal } = tools;
  for await (const item of itemsOf(journal, id, 'running')) {
    const finished = await finishedResult(item, tools);
    tools.onItem(await journal.setItem(id, item.index, finished ?? { kind: 'waiting' }));
  }
  for await (const item of itemsOf(journal, id, 'done')) {
    if (signal.aborted) return;
    if (item.state.kind !== 'done' || (await isIntact(item.state))) continue;
    const changed = await resultAt(item.state.output, tools, [...item.state.notes.filter(({ id: it }) => it !== 'result-changed'), note('result-changed')]);
    tools.onItem(await journal.setItem(id, item.index, changed ?? { kind: 'waiting' }));
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
async function finishedResult({ state }: JournalItem, tools: Pick<ItemTools, 'inspect'>): Promise<ItemState | null> {
  if (state.kind !== 'running') return null;
  await removeUnfinished(state.output);
  return state.fresh ? resultAt(state.output, tools, []) : null;
}

/** What is there as a result; null where it is no whole picture. */
async function resultAt(output: string, { inspect }: Pick<ItemTools, 'inspect'>, notes: readonly Note[]): Promise<ItemState | null> {
  const info = await inspect.call('inspect', { path: output, whole: true });
  if (!info.ok) return null;
  const sha256 = await hashFile(output);
  if (!sha256.ok) return null;
  const { bytes, width, height } = info.value;
  return { kind: 'done', output, bytes, width, height, sha256: sha256.value, notes };
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
