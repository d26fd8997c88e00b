import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { batchDefinitionSchema, type BatchSummary } from '../../src-shared/batch.ts';
import { failure } from '../../src-shared/failure.ts';
import { failWith, succeed } from '../../src-shared/result.ts';
import type { Engine } from '../desk/engine.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type Batches, createBatches } from './batches.ts';
import type { Perform } from './item-work.ts';
import { type Journal, openJournal } from './journal.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

const inspect = { call: async (_method: string, { path }: { path: string }) => succeed({ format: 'png', width: 3, height: 2, bytes: (await readFile(path)).length }) } as unknown as Engine;

/** Copies; a picture named "bad" fails as long as `failing` says so. */
const perform = (failing: () => boolean): Perform => async ({ input, target }, { signal }) => {
  if (signal.aborted) return failWith(failure('cancelled', 'Cancelled.'));
  const bytes = await readFile(input as string);
  if (basename(input as string) === 'bad.png' && failing()) return failWith(failure('output-bad', 'Bad.'));
  await writeFile(target!.path, bytes);
  const saved = { bytes: bytes.length, width: 3, height: 2, sha256: createHash('sha256').update(bytes).digest('hex') };
  return succeed({ warnings: [], details: { width: 3, height: 2, device: 'cpu', model: 'm', tile: 64, tiles: 1, durationMs: 5, networkMs: 4, notes: [] }, saved });
};

async function open(work: Perform = perform(() => true), around = (journal: Journal) => journal) {
  const journal = await openJournal(join(folder, 'journal'));
  if (!journal.ok) throw new Error(journal.error.message);
  const told: BatchSummary[] = [];
  const done: string[] = [];
  const orders: (readonly string[])[] = [];
  const batches = await createBatches({
    journal: around(journal.value),
    inspect,
    perform: work,
    software: 'Imago',
    onChange: (summary) => told.push(summary),
    onItems: () => undefined,
    onOrder: (ids) => orders.push(ids),
    onDone: ({ definition }) => done.push(definition.recipe.name),
  });
  const state = (id: string) => batches.list().find((it) => it.id === id)?.state;
  return { batches, told, done, orders, state };
}

async function definition(name: string, pictures: readonly string[], watch = false) {
  await mkdir(join(folder, name), { recursive: true });
  for (const picture of pictures) await writeFile(join(folder, name, picture), picture);
  return batchDefinitionSchema.parse({
    recipe: { version: 1, name, steps: [{ operation: 'upscale', parameters: {} }] },
    inputs: { paths: [join(folder, name)], watch },
    output: { folder: join(folder, `${name}-out`), name: '{name}' },
  });
}
const ended = (batches: Batches, id: string, kind: string) => vi.waitFor(() => { expect(batches.list().find((it) => it.id === id)?.state.kind).toBe(kind); }, { timeout: 30_000 });

describe('the queue of batches', () => {
  it('runs one after another in an order that can be changed', async () => {
    const { batches, done, orders } = await open();
    const names = ['one', 'two', 'three'];
    const ids: string[] = [];
    for (const name of names) ids.push((await batches.add(await definition(name, ['a.png', 'b.png']))).id);
    await batches.move(ids[2]!, ids[0]!);
    expect(batches.list().map(({ definition: { recipe } }) => recipe.name)).toEqual(['three', 'one', 'two']);
    await batches.move(ids[0]!, 'gone');
    expect(orders.slice(-2)).toEqual([[ids[2], ids[0], ids[1]], [ids[2], ids[0], ids[1]]]);
    for (const id of ids) await ended(batches, id, 'done');
    await vi.waitFor(() => { expect(done.toSorted()).toEqual(names.toSorted()); });
    expect(batches.list()[0]).toMatchObject({ total: 2, done: 1, counts: { done: 2, failed: 0 } });
    await batches.remove(ids[0]!);
    expect(batches.list()).toHaveLength(2);
    await batches.dispose();
  });

  it('tries again what failed, and gives ranges of items', async () => {
    let failing = true;
    const { batches } = await open(perform(() => failing));
    const { id } = await batches.add(await definition('in', ['a.png', 'bad.png', 'c.png']));
    await ended(batches, id, 'done');
    expect(await batches.items(id, { kind: 'failed', first: 0, count: 5 })).toMatchObject({ total: 1, items: [{ index: 1, state: { failure: { code: 'output-bad' } } }] });
    expect((await batches.items(id, { first: 1, count: 1 })).items.map(({ input }) => basename(input))).toEqual(['bad.png']);
    failing = false;
    await batches.retry(id);
    await vi.waitFor(() => { expect(batches.list()[0]).toMatchObject({ state: { kind: 'done' }, counts: { done: 3 } }); }, { timeout: 30_000 });
    await batches.dispose();
  });

  /** As `perform`, but what is named so never ends by itself. */
  const stuckOn = (name: string, works = perform(() => true), isStuck = () => true): Perform => async (request, context) => {
    if (basename(request.input as string) === name && isStuck() && !context.signal.aborted) await once(context.signal, 'abort');
    return works(request, context);
  };

  it('leaves alone what was cancelled where it tries again what failed', async () => {
    let failing = true;
    const { batches } = await open(stuckOn('a.png', perform(() => failing)));
    const { id } = await batches.add(await definition('in', ['a.png', 'bad.png', 'c.png']));
    await vi.waitFor(() => { expect(batches.list()[0]!.counts).toMatchObject({ failed: 1, done: 1, running: 1 }); }, { timeout: 30_000 });
    await batches.cancelItem(id, 0);
    await ended(batches, id, 'done');
    failing = false;
    await batches.retry(id);
    await vi.waitFor(() => { expect(batches.list()[0]).toMatchObject({ state: { kind: 'done' }, counts: { done: 2, cancelled: 1 } }); }, { timeout: 30_000 });
    await batches.dispose();
  });

  it('goes on with a batch that was cancelled by mistake', async () => {
    let stuck = true;
    const { batches } = await open(stuckOn('a.png', perform(() => false), () => stuck));
    const { id } = await batches.add(await definition('in', ['a.png', 'b.png']));
    await vi.waitFor(() => { expect(batches.list()[0]!.counts).toMatchObject({ done: 1, running: 1 }); }, { timeout: 30_000 });
    await batches.cancel(id);
    await ended(batches, id, 'cancelled');
    stuck = false;
    await batches.resume(id);
    await vi.waitFor(() => { expect(batches.list()[0]).toMatchObject({ state: { kind: 'done' }, counts: { done: 2 } }); }, { timeout: 30_000 });
    await batches.dispose();
  });

  it('says that it is about to pause while what is in work is finished', async () => {
    let stuck = true;
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const slow: Perform = async (request, context) => {
      if (stuck) await finished;
      return perform(() => false)(request, context);
    };
    const { batches, told } = await open(slow);
    const { id } = await batches.add(await definition('in', ['a.png']));
    await vi.waitFor(() => { expect(batches.list()[0]!.counts.running).toBe(1); }, { timeout: 30_000 });
    await batches.pause(id);
    expect(told.at(-1)).toMatchObject({ pausing: true, state: { kind: 'running' } });
    stuck = false;
    finish();
    await ended(batches, id, 'paused');
    await vi.waitFor(() => { expect(told.at(-1)).toMatchObject({ pausing: false, state: { kind: 'paused', reason: 'user' }, counts: { done: 1 } }); }, { timeout: 30_000 });
    await batches.dispose();
  });

  it('goes on with what is told to run again as the last one ends', async () => {
    let failing = true;
    let asItEnds: (() => Promise<void>) | undefined;
    const { batches, done } = await open(perform(() => failing), (journal) => ({
      ...journal,
      // The last that a run writes before it is done.
      change: async (id, change) => {
        if ('elapsedMs' in change) await asItEnds?.();
        return journal.change(id, change);
      },
    }));
    const { id } = await batches.add(await definition('in', ['a.png', 'bad.png']));
    asItEnds = async () => {
      asItEnds = undefined;
      failing = false;
      await batches.retry(id);
    };
    await vi.waitFor(() => { expect(done).toEqual(['in']); }, { timeout: 30_000 });
    expect(batches.list()[0]).toMatchObject({ state: { kind: 'done' }, counts: { done: 2, failed: 0, waiting: 0 } });
    await batches.dispose();
  });

  it('offers after a restart what was not done, and goes on when it is told to', async () => {
    const never: Perform = async (_request, { signal }) => {
      // It may have been ended already.
      if (!signal.aborted) await once(signal, 'abort');
      return failWith(failure('cancelled', 'Cancelled.'));
    };
    const first = await open(never);
    const { id } = await first.batches.add(await definition('in', ['a.png', 'b.png']));
    await vi.waitFor(() => { expect(first.batches.list()[0]!.counts.running).toBe(2); }, { timeout: 30_000 });
    await first.batches.dispose();
    const second = await open();
    expect(second.state(id)).toEqual({ kind: 'paused', reason: 'interrupted' });
    await second.batches.resume(id);
    await ended(second.batches, id, 'done');
    expect((await readdir(join(folder, 'in-out'))).sort()).toEqual(['a.png', 'b.png']);
    await second.batches.dispose();
  });

  it('ends as it was told last when its watch is switched on and off at once', async () => {
    const { batches, state, told } = await open();
    const { id } = await batches.add(await definition('in', ['a.png']));
    await ended(batches, id, 'done');
    await Promise.all([true, false, true, false].map((wanted) => batches.setWatch(id, wanted)));
    expect(state(id)).toEqual({ kind: 'done' });
    expect(told.at(-1)).toMatchObject({ state: { kind: 'done' }, definition: { inputs: { watch: false } } });

    // Switched off while the end of its run is on its way to the journal.
    const other = await batches.add(await definition('other', ['b.png'], true));
    await vi.waitFor(() => { expect(state(other.id)?.kind).toMatch(/done|watching/); }, { timeout: 30_000, interval: 0 });
    await batches.setWatch(other.id, false);
    await ended(batches, other.id, 'done');
    await batches.dispose();
  });

  it('asks once, then does with all what it was told', async () => {
    const { batches, state } = await open();
    const wish = await definition('in', ['a.png', 'b.png']);
    await mkdir(wish.output.folder);
    for (const name of ['a.png', 'b.png']) await writeFile(join(wish.output.folder, name), 'old');
    const { id } = await batches.add(wish);
    await ended(batches, id, 'paused');
    expect(state(id)).toEqual({ kind: 'paused', reason: 'existing', output: join(wish.output.folder, 'a.png') });
    await batches.answerExisting(id, 'rename');
    await ended(batches, id, 'done');
    expect((await readdir(wish.output.folder)).sort()).toEqual(['a (2).png', 'a.png', 'b (2).png', 'b.png']);
    await batches.dispose();
  });

  it('takes what comes into a folder that it watches, also what came while it was away', async () => {
    const first = await open();
    const { id } = await first.batches.add(await definition('in', ['a.png'], true));
    await ended(first.batches, id, 'watching');
    await mkdir(join(folder, 'in', 'sub'));
    await writeFile(join(folder, 'in', 'sub', 'b.png'), 'b');
    await vi.waitFor(() => { expect(first.batches.list()[0]).toMatchObject({ state: { kind: 'watching' }, counts: { done: 2 } }); }, { timeout: 50_000 });
    await first.batches.dispose();
    await writeFile(join(folder, 'in', 'c.png'), 'c');
    const second = await open();
    await vi.waitFor(() => { expect(second.batches.list()[0]).toMatchObject({ state: { kind: 'watching' }, counts: { done: 3 } }); }, { timeout: 50_000 });
    expect((await readdir(join(folder, 'in-out'), { recursive: true })).sort()).toEqual(['a.png', 'c.png', 'sub', join('sub', 'b.png')]);
    await second.batches.dispose();
  });

  it('takes a watched picture again that was completed after it had failed, also while it was away', async () => {
    const complete: Perform = async (request, context) => ((await readFile(request.input as string, 'utf8')).endsWith('.') ? perform(() => false)(request, context) : failWith(failure('image-damaged', 'Half.')));
    const first = await open(complete);
    const { id } = await first.batches.add(await definition('in', ['a.png', 'b.png'], true));
    const expectCounts = (batches: Batches, counts: object) => vi.waitFor(() => { expect(batches.list()[0]).toMatchObject({ state: { kind: 'watching' }, counts }); }, { timeout: 50_000 });
    await expectCounts(first.batches, { failed: 2 });
    await writeFile(join(folder, 'in', 'a.png'), 'all of a.');
    await expectCounts(first.batches, { failed: 1, done: 1 });
    await first.batches.dispose();
    await writeFile(join(folder, 'in', 'b.png'), 'all of b.');
    const second = await open(complete);
    await expectCounts(second.batches, { done: 2 });
    expect((await second.batches.items(id, { first: 0, count: 9 })).total).toBe(2);
    await second.batches.dispose();
  });

  it('begins and ends to watch when it is told to, also after a restart', async () => {
    const first = await open();
    const { id } = await first.batches.add(await definition('in', ['a.png']));
    await ended(first.batches, id, 'done');
    await first.batches.setWatch(id, true);
    expect(first.state(id)).toEqual({ kind: 'watching' });
    await writeFile(join(folder, 'in', 'b.png'), 'b');
    await vi.waitFor(() => { expect(first.batches.list()[0]).toMatchObject({ state: { kind: 'watching' }, counts: { done: 2 } }); }, { timeout: 50_000 });
    await first.batches.dispose();

    const second = await open();
    await writeFile(join(folder, 'in', 'c.png'), 'c');
    await vi.waitFor(() => { expect(second.batches.list()[0]).toMatchObject({ state: { kind: 'watching' }, counts: { done: 3 } }); }, { timeout: 50_000 });
    await second.batches.setWatch(id, false);
    expect(second.batches.list()[0]).toMatchObject({ state: { kind: 'done' }, definition: { inputs: { watch: false } } });
    await second.batches.dispose();

    const third = await open();
    expect(third.state(id)).toEqual({ kind: 'done' });
    await third.batches.dispose();
  });
});
