/** @file The rows of a batch's list, asked for where they come into sight. Renderer. */
import { call } from '../api/bridge.ts';
import { pageSize, pagesBetween } from '../batch/item-pages.ts';
import { useBatches } from '../stores/batches.ts';

/** Rows change many times a second; they are asked for again at most so often. */
const refreshEveryMs = 400;

let inSight = { first: 0, last: pageSize - 1 };
let timer: ReturnType<typeof setTimeout> | undefined;
/** By question: how often it was asked, so that only its latest answer counts. */
const asked = new Map<string, number>();

/** Loads rows `first` to `last` of the shown list where they are missing. */
export function showItems(first: number, last: number): void {
  inSight = { first, last };
  const { pages } = useBatches.getState();
  for (const page of pagesBetween(first, last)) if (!pages.has(page)) void load(page, false);
}

/** Asks again for what is in sight; the rest of the rows is forgotten until it comes into sight. */
export function refreshItems(): void {
  timer ??= setTimeout(() => {
    timer = undefined;
    const { pages, total, setPages } = useBatches.getState();
    const kept = pagesBetween(inSight.first, inSight.last);
    setPages(new Map([...pages].filter(([page]) => kept.includes(page))), total);
    for (const page of kept) void load(page, true);
  }, refreshEveryMs);
}

/** `anew`: also while the same question is on its way. */
async function load(page: number, anew: boolean): Promise<void> {
  const { selectedId: batchId, filter } = useBatches.getState();
  const question = `${batchId} ${filter} ${page}`;
  const before = asked.get(question);
  if (batchId === null || (before !== undefined && !anew)) return;
  const turn = (before ?? 0) + 1;
  asked.set(question, turn);
  const { items, total } = await call('batch:items', { batchId, first: page * pageSize, count: pageSize, ...(filter === 'all' ? {} : { kind: filter }) });
  if (asked.get(question) !== turn) return;
  asked.delete(question);
  const now = useBatches.getState();
  if (now.selectedId === batchId && now.filter === filter) now.setPages(new Map([...now.pages, [page, items]]), total);
}
