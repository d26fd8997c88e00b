/**
 * @file The journal of batches: what every item has come to, on disk before anybody is told. Used by main and the command line.
 *
 * LevelDB writes a change as one checksummed record and syncs it, so that a process or a machine may end at any moment: a
 * record is there whole or not at all. Lists are ranges of keys, so that memory does not grow with a batch. One process has
 * the journal open; the lock goes with the process.
 */
import { mkdir } from 'node:fs/promises';
import { type BatchDefinition, type BatchItem, type BatchState, batchDefinitionSchema, type InputProblem, type ItemCounts, type ItemKind, itemKinds, type ItemState } from '../../src-shared/batch.ts';
import { failure, type Failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { createSerial } from '../../src-shared/serial.ts';
import { openStore, type StoreChange } from './store.ts';

export type ListedInput = { readonly input: string; readonly subfolder: string };

/** `output` is the name that the item has claimed for its result, which it keeps through failures and restarts. */
export type JournalItem = BatchItem & { readonly output?: string };

export type BatchRecord = {
  readonly state: BatchState;
  readonly counts: ItemCounts;
  readonly total: number;
  readonly problems: readonly InputProblem[];
  readonly createdAt: number;
  readonly elapsedMs: number;
  /** Place in the queue: smaller comes first. */
  readonly order: number;
  /** Where its disks are mounted, from its first run on: an empty folder is left where one was taken away. */
  readonly disks?: readonly string[];
};
export type StoredBatch = BatchRecord & { readonly id: string; readonly definition: BatchDefinition };

type ItemRecord = Omit<JournalItem, 'index'>;

export type Journal = {
  /** In the order of the queue. */
  batches(): Promise<StoredBatch[]>;
  create(id: string, definition: BatchDefinition, createdAt: number): Promise<StoredBatch>;
  record(id: string): BatchRecord;
  change(id: string, change: Partial<Omit<BatchRecord, 'counts' | 'total' | 'createdAt'>>): Promise<void>;
  setDefinition(id: string, definition: BatchDefinition): Promise<void>;
  /** Adds inputs that the batch does not have yet; answers how many. */
  addInputs(id: string, inputs: readonly ListedInput[]): Promise<number>;
  hasInput(id: string, path: string): Promise<boolean>;
  item(id: string, index: number): Promise<JournalItem | undefined>;
  /** The item of an input. */
  itemOf(id: string, path: string): Promise<JournalItem | undefined>;
  /** At most `count` items of one kind or all: from index `from` on, or after the first `skip` of them. */
  items(id: string, range: { readonly kind?: ItemKind | undefined; readonly from?: number; readonly skip?: number; readonly count: number }): Promise<JournalItem[]>;
  /** An item that begins to run claims the name of its result with the same write; it must be free. */
  setItem(id: string, index: number, state: ItemState): Promise<JournalItem>;
  /** Whether an item of the batch has the name. Some file systems do not tell A from a. */
  isClaimed(id: string, path: string): Promise<boolean>;
  remove(id: string): Promise<void>;
  close(): Promise<void>;
};

const indexDigits = 9;
const keyOf = (...parts: readonly (string | number)[]): string => parts.map((part) => (typeof part === 'number' ? String(part).padStart(indexDigits, '0') : part)).join('!');
const claimKey = (id: string, path: string): string => keyOf('output', id, path.toLowerCase());
const after = (prefix: string): string => `${prefix}"`;
const noItems = Object.fromEntries(itemKinds.map((kind) => [kind, 0])) as ItemCounts;
const inputsAWrite = 2000;

export async function openJournal(folder: string): Promise<Result<Journal>> {
  await mkdir(folder, { recursive: true });
  const opened = await openStore(folder);
  if (!opened.ok) return failWith(opened.error.locked ? journalInUse(opened.error.reason) : journalBroken(folder, opened.error.reason));
  const store = opened.value;
  const records = new Map<string, BatchRecord>();
  const oneAtATime = createSerial();
  for (const [key, value] of await store.entries<BatchRecord>(keyOf('status', ''), after(keyOf('status')))) records.set(key.split('!')[1]!, value);

  const recordOf = (id: string): BatchRecord => {
    const record = records.get(id);
    if (!record) throw new Error(`expected a batch of the journal, got ${id}`);
    return record;
  };
  const put = (key: string, value: unknown): StoreChange => ({ type: 'put', key, value });
  const del = (key: string): StoreChange => ({ type: 'del', key });
  const putItem = (id: string, { index, input, subfolder, state, output }: JournalItem): StoreChange =>
    put(keyOf('item', id, index), { input, subfolder, state, ...(output === undefined ? {} : { output }) });

  /** Writes the record with other changes, all or none. */
  async function write(id: string, record: BatchRecord, changes: readonly StoreChange[] = []): Promise<void> {
    await store.write([put(keyOf('status', id), record), ...changes]);
    records.set(id, record);
  }
  const itemAt = async (id: string, index: number): Promise<JournalItem | undefined> => {
    const record = await store.get<ItemRecord>(keyOf('item', id, index));
    return record && { index, ...record };
  };

  async function addInputs(id: string, inputs: readonly ListedInput[]): Promise<number> {
    let added = 0;
    for (let start = 0; start < inputs.length; start += inputsAWrite) {
      const part = new Map(inputs.slice(start, start + inputsAWrite).map((it) => [it.input, it]));
      const known = await store.getMany([...part.keys()].map((path) => keyOf('input', id, path)));
      const fresh = [...part.values()].filter((_, place) => known[place] === undefined);
      const { counts, total, ...rest } = recordOf(id);
      const changes = fresh.flatMap(({ input, subfolder }, place) => {
        const index = total + place;
        const record: ItemRecord = { input, subfolder, state: { kind: 'waiting' } };
        return [put(keyOf('item', id, index), record), put(keyOf('kind', id, 'waiting', index), 0), put(keyOf('input', id, input), index)];
      });
      if (fresh.length > 0) await write(id, { ...rest, total: total + fresh.length, counts: { ...counts, waiting: counts.waiting + fresh.length } }, changes);
      added += fresh.length;
    }
    return added;
  }

  async function setItem(id: string, index: number, state: ItemState): Promise<JournalItem> {
    const before = await itemAt(id, index);
    if (!before) throw new Error(`expected an item of batch ${id}, got ${index}`);
    const record = recordOf(id);
    const counts: Record<ItemKind, number> = { ...record.counts };
    counts[before.state.kind] -= 1;
    counts[state.kind] += 1;
    const item = state.kind === 'running' ? { ...before, state, output: state.output } : { ...before, state };
    await write(id, { ...record, counts }, [...(await claims(id, before, item)), putItem(id, item), del(keyOf('kind', id, before.state.kind, index)), put(keyOf('kind', id, state.kind, index), 0)]);
    return item;
  }

  /** What gives an item its name, and frees the one that it had. */
  async function claims(id: string, before: JournalItem, { index, output }: JournalItem): Promise<StoreChange[]> {
    if (output === undefined || output === before.output) return [];
    const owner = await store.get<number>(claimKey(id, output));
    if (owner !== undefined && owner !== index) throw new Error(`expected a free name for item ${index} of batch ${id}, got that of item ${owner}: ${output}`);
    return [...(before.output === undefined ? [] : [del(claimKey(id, before.output))]), put(claimKey(id, output), index)];
  }

  return succeed({
    async batches() {
      const definitions = await store.entries(keyOf('batch', ''), after(keyOf('batch')));
      const found = definitions.flatMap(([key, value]): StoredBatch[] => {
        const id = key.split('!')[1]!;
        const definition = batchDefinitionSchema.safeParse(value);
        return definition.success && records.has(id) ? [{ id, definition: definition.data, ...recordOf(id) }] : [];
      });
      return found.sort((a, b) => a.order - b.order);
    },
    create: (id, definition, createdAt) =>
      oneAtATime(async () => {
        const order = Math.max(0, ...[...records.values()].map((it) => it.order)) + 1;
        const record: BatchRecord = { state: { kind: 'listing', found: 0 }, counts: noItems, total: 0, problems: [], createdAt, elapsedMs: 0, order };
        await write(id, record, [put(keyOf('batch', id), definition)]);
        return { id, definition, ...record };
      }),
    record: recordOf,
    change: (id, change) => oneAtATime(() => write(id, { ...recordOf(id), ...change })),
    setDefinition: (id, definition) => oneAtATime(() => store.write([put(keyOf('batch', id), definition)])),
    addInputs: (id, inputs) => oneAtATime(() => addInputs(id, inputs)),
    hasInput: async (id, path) => (await store.get(keyOf('input', id, path))) !== undefined,
    item: itemAt,
    async itemOf(id, path) {
      const index = await store.get<number>(keyOf('input', id, path));
      return index === undefined ? undefined : itemAt(id, index);
    },
    async items(id, { kind, from = 0, skip = 0, count }) {
      const prefix = kind === undefined ? keyOf('item', id) : keyOf('kind', id, kind);
      // Without a kind an item's place is its index.
      const start = kind === undefined ? from + skip : from;
      const keys = await store.keys(keyOf(prefix, start), after(prefix), (kind === undefined ? 0 : skip) + count);
      const indexes = keys.slice(kind === undefined ? 0 : skip).map((key) => Number(key.slice(-indexDigits)));
      const found = await store.getMany<ItemRecord>(indexes.map((index) => keyOf('item', id, index)));
      return indexes.flatMap((index, place) => (found[place] ? [{ index, ...found[place] }] : []));
    },
    setItem: (id, index, state) => oneAtATime(() => setItem(id, index, state)),
    isClaimed: async (id, path) => (await store.get(claimKey(id, path))) !== undefined,
    remove: (id) =>
      oneAtATime(async () => {
        // The record goes first: what is left of the rest after a crash belongs to no batch.
        await store.write([del(keyOf('status', id)), del(keyOf('batch', id))]);
        records.delete(id);
        for (const kind of ['item', 'kind', 'input', 'output']) await store.clear(keyOf(kind, id, ''), after(keyOf(kind, id)));
      }),
    close: () => oneAtATime(() => store.close()),
  });
}

const journalInUse = (detail: string): Failure =>
  failure('bad-request', 'Another Imago works on this batch.', { reason: 'batch-elsewhere', advice: 'Wait until it is done, or stop it first.', detail });

const journalBroken = (folder: string, detail: string): Failure =>
  failure('internal', 'The journal of batches cannot be read.', { advice: `Finished results are safe. Move the folder ${folder} away and start the batch again.`, detail });
