/**
 * @file The queue of batches: one runs, the others wait in an order that can be changed; all are kept in one journal. Used
 * by main, knows nothing of Electron.
 */
import { randomUUID } from 'node:crypto';
import type { BatchDefinition, BatchItem, BatchState, BatchSummary, ExistingPolicy, ItemKind } from '../../src-shared/batch.ts';
import type { Progress } from '../../src-shared/job.ts';
import { createSerial } from '../../src-shared/serial.ts';
import type { ItemTools } from './item-work.ts';
import type { Journal, JournalItem, StoredBatch } from './journal.ts';
import { createPace, type Pace } from './pace.ts';
import { retryItems } from './retry-items.ts';
import { type BatchRun, runBatch } from './run-batch.ts';
import { isTaken, takeInput } from './take-input.ts';
import { type FolderWatch, watchInputs } from './watch-inputs.ts';

export type Batches = {
  list(): BatchSummary[];
  definition(id: string): BatchDefinition | undefined;
  add(definition: BatchDefinition): Promise<BatchSummary>;
  items(id: string, range: { readonly kind?: ItemKind | undefined; readonly first: number; readonly count: number }): Promise<{ items: BatchItem[]; total: number }>;
  item(id: string, index: number): Promise<BatchItem | undefined>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  cancel(id: string): Promise<void>;
  cancelItem(id: string, index: number): Promise<void>;
  retry(id: string, index?: number): Promise<void>;
  answerExisting(id: string, policy: Exclude<ExistingPolicy, 'ask'>): Promise<void>;
  /** Lasts over restarts. Of no use to a batch that was cancelled or failed. */
  setWatch(id: string, watch: boolean): Promise<void>;
  move(id: string, before: string | null): Promise<void>;
  runNow(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Abandons what is in work, which waits for the next start; then closes the journal. */
  dispose(): Promise<void>;
};

type Surroundings = Omit<ItemTools, 'journal'> & {
  readonly journal: Journal;
  readonly onChange: (summary: BatchSummary) => void;
  readonly onItems: (batchId: string, items: readonly BatchItem[]) => void;
  readonly onOrder: (ids: readonly string[]) => void;
  /** Everything that a batch had to do is done; not called for one that only watches. */
  readonly onDone: (summary: BatchSummary) => void;
};

type Entry = { readonly id: string; definition: BatchDefinition; order: number; readonly createdAt: number; state: BatchState; pace: Pace | undefined; run: BatchRun | undefined; watch: FolderWatch | undefined; /** It takes no further item, and pauses once those in work are finished. */ pausing: boolean; /** Its next run has nothing to list or verify. */ continuing: boolean; readonly running: Map<number, { readonly item: JournalItem; progress: Progress }> };

/** The window is told at most this often a batch; the eye asks for no more. */
const tellIntervalMs = 100;
const itemsTold = 100;

export async function createBatches({ journal, onChange, onItems, onOrder, onDone, ...tools }: Surroundings): Promise<Batches> {
  const entries = new Map<string, Entry>();
  const changedItems = new Map<string, BatchItem[]>();
  const timers = new Map<string, NodeJS.Timeout>();
  /** On and off again at once end as off. */
  const oneWatchAtATime = createSerial();
  let disposed = false;
  /** Nobody listens before the caller has the queue. */
  let listening = false;

  const entryOf = ({ id, definition, order, createdAt, state }: StoredBatch): Entry => ({ id, definition, order, createdAt, state, pace: undefined, run: undefined, watch: undefined, pausing: false, continuing: false, running: new Map() });
  const inOrder = () => [...entries.values()].sort((a, b) => a.order - b.order);

  function summaryOf(entry: Entry): BatchSummary {
    const { counts, total, problems, elapsedMs } = journal.record(entry.id);
    const over = counts.done + counts.skipped + counts.failed + counts.cancelled;
    const remainingMs = entry.pace?.remainingMs(counts, total);
    return {
      id: entry.id,
      definition: entry.definition,
      // Its folders are read when its turn comes.
      state: entry.state.kind === 'listing' && !entry.run ? { kind: 'waiting' } : entry.state,
      counts,
      total,
      done: entry.pace?.done(counts, total) ?? (total === 0 ? 0 : over / total),
      ...(remainingMs === undefined ? {} : { remainingMs }),
      pausing: entry.pausing,
      running: [...entry.running.values()].map(({ item: { index, input }, progress }) => ({ index, input, progress })),
      problems,
      createdAt: entry.createdAt,
      elapsedMs,
    };
  }

  function tellSoon(entry: Entry): void {
    if (disposed || timers.has(entry.id)) return;
    timers.set(entry.id, setTimeout(() => { tellNow(entry); }, tellIntervalMs));
  }
  function tellNow(entry: Entry): void {
    clearTimeout(timers.get(entry.id));
    timers.delete(entry.id);
    if (disposed || !listening || !entries.has(entry.id)) return;
    onChange(summaryOf(entry));
    const items = changedItems.get(entry.id);
    changedItems.delete(entry.id);
    if (items) onItems(entry.id, items.slice(-itemsTold));
  }

  async function enter(entry: Entry, state: BatchState): Promise<void> {
    await journal.change(entry.id, { state });
    entry.state = state;
    tellNow(entry);
  }
  function itemChanged(entry: Entry, { index, input, subfolder, state }: JournalItem): void {
    if (state.kind !== 'running') {
      entry.running.delete(index);
      entry.pace?.item(index, null);
    }
    changedItems.set(entry.id, [...(changedItems.get(entry.id) ?? []).slice(1 - itemsTold), { index, input, subfolder, state }]);
    tellSoon(entry);
  }

  function work(): void {
    if (disposed || inOrder().some(({ run }) => run)) return;
    const next = inOrder().find(({ state }) => state.kind === 'waiting' || state.kind === 'listing');
    if (next) void perform(next);
  }

  async function perform(entry: Entry): Promise<void> {
    const { id, definition, order, createdAt } = entry;
    entry.pace = createPace(() => performance.now(), journal.record(id).counts);
    const stored: StoredBatch = { id, definition, ...journal.record(id), order, createdAt };
    const { continuing } = entry;
    entry.continuing = false;
    entry.run = runBatch(stored, {
      ...tools,
      journal,
      continuing,
      onItem: (item) => {
        itemChanged(entry, item);
      },
      onProgress: (item, progress) => {
        entry.running.set(item.index, { item, progress });
        entry.pace?.item(item.index, progress.done);
        tellSoon(entry);
      },
      onState: (state) => {
        entry.state = state;
        tellNow(entry);
      },
    });
    const state = await entry.run.ended;
    entry.run = undefined;
    entry.pausing = false;
    entry.pace = undefined;
    entry.running.clear();
    if (disposed) return;
    if (state.kind === 'done') await finished(entry);
    else if (state.kind === 'paused' && state.reason === 'interrupted') await enter(entry, { kind: 'waiting' });
    else tellNow(entry);
    work();
  }

  async function finished(entry: Entry): Promise<void> {
    if (entry.definition.inputs.watch) {
      await watch(entry);
      return;
    }
    // Something may have been told to run again as the last one ended.
    if (journal.record(entry.id).counts.waiting > 0) {
      entry.continuing = true;
      await enter(entry, { kind: 'waiting' });
      return;
    }
    tellNow(entry);
    onDone(summaryOf(entry));
  }

  /** What comes while it watches, or came before the watch began, makes it wait for its turn again. */
  async function watch(entry: Entry): Promise<void> {
    const takeWhatCame = async () => {
      if (entry.state.kind !== 'watching' || journal.record(entry.id).counts.waiting === 0) return;
      entry.continuing = true;
      await queue(entry);
    };
    await enter(entry, { kind: 'watching' });
    // It may have been switched off while the journal was written.
    if (!entry.definition.inputs.watch) return enter(entry, { kind: 'done' });
    entry.watch ??= watchInputs(entry.definition, {
      isKnown: (path) => isTaken(journal, entry.id, path),
      onInput: async (input) => {
        await takeInput(journal, entry.id, input);
        await takeWhatCame();
      },
    });
    // Something may have come since the run looked last.
    await takeWhatCame();
  }

  async function unwatch(entry: Entry): Promise<void> {
    const { watch: watching } = entry;
    entry.watch = undefined;
    await watching?.close();
  }

  const find = (id: string) => entries.get(id);
  async function reorder(ids: readonly string[]): Promise<void> {
    for (const [order, id] of ids.entries()) {
      const entry = entries.get(id)!;
      if (entry.order === order) continue;
      await journal.change(id, { order });
      entry.order = order;
    }
    onOrder(ids);
  }
  /** Ends the run that is on, which then waits. */
  const interrupt = (except: Entry) => {
    for (const entry of entries.values()) if (entry !== except) entry.run?.stop();
  };
  const isOver = ({ state }: Entry) => state.kind === 'done' || state.kind === 'cancelled' || state.kind === 'failed';
  /** Lets a batch that does not run wait for its turn. */
  async function queue(entry: Entry): Promise<void> {
    if (entry.run) return;
    await enter(entry, { kind: 'waiting' });
    work();
  }

  for (const stored of await journal.batches()) {
    const entry = entryOf(stored);
    entries.set(entry.id, entry);
    // What was on when everything ended is offered, not begun: the user may have ended it on purpose.
    if (['listing', 'running', 'waiting'].includes(stored.state.kind) || (stored.state.kind === 'paused' && stored.state.reason !== 'user' && stored.state.reason !== 'existing')) await enter(entry, { kind: 'paused', reason: 'interrupted' });
    else if (stored.state.kind === 'watching') await watch(entry);
  }

  listening = true;
  return {
    list: () => inOrder().map(summaryOf),
    definition: (id) => find(id)?.definition,
    async add(definition) {
      const entry = entryOf(await journal.create(randomUUID(), definition, Date.now()));
      entries.set(entry.id, entry);
      onOrder(inOrder().map(({ id }) => id));
      // The caller learns of it before its first change.
      setImmediate(work);
      return summaryOf(entry);
    },
    async items(id, { kind, first, count }) {
      if (!find(id)) return { items: [], total: 0 };
      const { counts, total } = journal.record(id);
      const items = await journal.items(id, { kind, skip: first, count });
      return { items: items.map(({ index, input, subfolder, state }) => ({ index, input, subfolder, state })), total: kind === undefined ? total : counts[kind] };
    },
    item: async (id, index) => (find(id) ? journal.item(id, index) : undefined),
    async pause(id) {
      const entry = find(id);
      if (!entry || isOver(entry)) return;
      await unwatch(entry);
      if (entry.run) {
        entry.run.pause();
        entry.pausing = true;
        tellNow(entry);
      } else await enter(entry, { kind: 'paused', reason: 'user' });
    },
    async resume(id) {
      const entry = find(id);
      if (!entry || entry.run || entry.state.kind === 'done') return;
      // Those that were in work when it was cancelled.
      if (entry.state.kind === 'cancelled') await retryItems(journal, id, ['cancelled'], (item) => { itemChanged(entry, item); });
      await queue(entry);
    },
    async cancel(id) {
      const entry = find(id);
      if (!entry || isOver(entry)) return;
      await unwatch(entry);
      if (entry.run) entry.run.cancel();
      else await enter(entry, { kind: 'cancelled' });
    },
    async cancelItem(id, index) {
      const entry = find(id);
      if (!entry || entry.run?.cancelItem(index)) return;
      if ((await journal.item(id, index))?.state.kind === 'waiting') itemChanged(entry, await journal.setItem(id, index, { kind: 'cancelled' }));
    },
    async retry(id, index) {
      const entry = find(id);
      if (!entry) return;
      if (index === undefined) await retryItems(journal, id, ['failed'], (item) => { itemChanged(entry, item); });
      else {
        const kind = (await journal.item(id, index))?.state.kind;
        if (kind === 'failed' || kind === 'cancelled' || kind === 'skipped') itemChanged(entry, await journal.setItem(id, index, { kind: 'waiting' }));
      }
      if (journal.record(id).counts.waiting > 0) await queue(entry);
    },
    async answerExisting(id, policy) {
      const entry = find(id);
      if (!entry) return;
      entry.definition = { ...entry.definition, output: { ...entry.definition.output, existing: policy } };
      await journal.setDefinition(id, entry.definition);
      await queue(entry);
    },
    setWatch: (id, wanted) =>
      oneWatchAtATime(async () => {
        const entry = find(id);
        if (!entry || entry.definition.inputs.watch === wanted) return;
        entry.definition = { ...entry.definition, inputs: { ...entry.definition.inputs, watch: wanted } };
        await journal.setDefinition(id, entry.definition);
        if (wanted && entry.state.kind === 'done') await watch(entry);
        else if (!wanted) {
          await unwatch(entry);
          if (entry.state.kind === 'watching') await enter(entry, { kind: 'done' });
        }
        tellNow(entry);
      }),
    async move(id, before) {
      const own = inOrder().map((entry) => entry.id);
      const ids = own.filter((it) => it !== id);
      const place = before === null ? ids.length : ids.indexOf(before);
      // Told also where nothing can be moved, since the window shows it moved already.
      await reorder(find(id) && place >= 0 ? ids.toSpliced(place, 0, id) : own);
    },
    async runNow(id) {
      const entry = find(id);
      if (!entry || entry.state.kind === 'done') return;
      await reorder([id, ...inOrder().map((it) => it.id).filter((it) => it !== id)]);
      interrupt(entry);
      await queue(entry);
    },
    async remove(id) {
      const entry = find(id);
      if (!entry || entry.run) return;
      await unwatch(entry);
      entries.delete(id);
      await journal.remove(id);
      onOrder(inOrder().map((it) => it.id));
    },
    async dispose() {
      disposed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      const runs = [...entries.values()].map(async ({ run, watch: watching }) => {
        run?.stop();
        await Promise.all([run?.ended, watching?.close()]);
      });
      await Promise.all(runs);
      await journal.close();
    },
  };
}
