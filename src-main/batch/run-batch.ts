/**
 * @file Runs one batch: lists its inputs, works on a few items at a time, writes every change to the journal before it
 * tells of it, waits where the disk is full or a folder is away. Used by main and the command line; knows nothing of Electron.
 *
 * [Note: Lanes] While one picture runs, the next is decoded and the one before is encoded: three are in work at a time. Four
 * small ones share a lane, so that a device that takes several in one run finds them waiting. Names are claimed one after another in the order of the items, so that they do not depend on which picture is done first.
 */
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { BatchState, ItemState } from '../../src-shared/batch.ts';
import { failure, unforeseen } from '../../src-shared/failure.ts';
import type { Progress } from '../../src-shared/job.ts';
import { failWith, type Result } from '../../src-shared/result.ts';
import { isAtRest, usualRestMs } from './at-rest.ts';
import { fileStamp } from './file-stamp.ts';
import { type ItemTools, prepareItem, workOnItem } from './item-work.ts';
import type { JournalItem, ListedInput, StoredBatch } from './journal.ts';
import { listInputs } from './list-inputs.ts';
import { makeFolder } from './make-folder.ts';
import { awayDisk, awayFolder, createPlaces, disksOf, isGone, type Obstacle, obstacleBehind } from './obstacle.ts';
import { recoverItems } from './recover.ts';

export type BatchTools = ItemTools & {
  /** Items in work at a time, four small ones for each. */
  readonly lanes?: number;
  /** How long to wait before looking again whether an obstacle is gone. */
  readonly lookAgainMs?: number;
  /** What the journal has is all there is to do: nothing is listed or verified again. */
  readonly continuing?: boolean;
  readonly onState: (state: BatchState) => void;
  readonly onItem: (item: JournalItem) => void;
  readonly onProgress: (item: JournalItem, progress: Progress) => void;
};

export type BatchRun = {
  /** Resolves when nothing is left to do, or the run was paused, cancelled or stopped; the state says which. */
  readonly ended: Promise<BatchState>;
  /** Takes no further item; those in work are finished. */
  pause(): void;
  /** Abandons the items in work, which wait again. */
  stop(): void;
  cancel(): void;
  /** True where the item was in work. */
  cancelItem(index: number): boolean;
};

type Ending = 'pause' | 'stop' | 'cancel';
const standardLanes = 3;
const smallPixels = 256 ** 2;
const laneShare = (pixels: number): number => (pixels <= smallPixels ? 0.25 : 1);
const endings = { pause: { kind: 'paused', reason: 'user' }, stop: { kind: 'paused', reason: 'interrupted' }, cancel: { kind: 'cancelled' } } as const;

export function runBatch(batch: StoredBatch, tools: BatchTools): BatchRun {
  const { id, definition } = batch;
  const { journal, lanes = standardLanes, lookAgainMs = 5000, continuing = false } = tools;
  const working = new Map<number, { readonly abort: AbortController; readonly done: Promise<void>; readonly share: number; cancelled: boolean }>();
  /** Ended the engine while others were in work: runs alone, so that nobody else pays for it. */
  const suspects = new Set<number>();
  const places = createPlaces();
  const ending = new AbortController();
  let wish: Ending | undefined;
  let obstacle: { readonly found: Obstacle; readonly item: JournalItem } | undefined;
  let taken: string | undefined;

  const end = (asked: Ending) => {
    if (wish === undefined || asked !== 'pause') wish = asked;
    ending.abort();
    if (asked !== 'pause') for (const { abort } of working.values()) abort.abort();
  };

  async function enter(state: BatchState): Promise<void> {
    await journal.change(id, { state });
    tools.onState(state);
  }
  async function settle(index: number, state: ItemState): Promise<JournalItem> {
    const item = await journal.setItem(id, index, state);
    tools.onItem(item);
    return item;
  }

  async function list(): Promise<void> {
    const problems = [];
    let found = journal.record(id).total;
    await enter({ kind: 'listing', found });
    for await (const { inputs: listed, problem } of listInputs(definition)) {
      if (ending.signal.aborted) return;
      if (problem) problems.push(problem);
      // What is being written comes through the watch.
      const inputs = definition.inputs.watch ? await atRest(listed) : listed;
      if (inputs.length === 0) continue;
      found += await journal.addInputs(id, inputs);
      tools.onState({ kind: 'listing', found });
    }
    await journal.change(id, { problems });
  }

  /** Prepares the item and starts it; does not wait for its end. */
  async function begin(item: JournalItem): Promise<void> {
    const abort = new AbortController();
    // Before a folder is made where the drive was.
    const found = await awayFolder(item, definition, places);
    if (found) {
      obstacle = { found, item };
      return;
    }
    const stamp = await fileStamp(item.input);
    const prepared = await prepareItem(batch, item, tools, ending.signal);
    if (ending.signal.aborted) return;
    // It may have been cancelled while it was looked at.
    if ((await journal.item(id, item.index))?.state.kind !== 'waiting') return;
    if (!prepared.ok) return finish(item, prepared, stamp);
    if (prepared.value.kind === 'taken') {
      taken = prepared.value.output;
      return;
    }
    if (prepared.value.kind === 'skipped') {
      await settle(item.index, { kind: 'skipped', output: prepared.value.output });
      return;
    }
    const { output, fresh } = prepared.value;
    const running = await settle(item.index, { kind: 'running', output, fresh });
    // It may have been ended while the journal was written.
    if (wish === 'stop' || wish === 'cancel') abort.abort();
    const onProgress = (progress: Progress) => {
      tools.onProgress(running, progress);
    };
    const done = workOnItem(prepared.value.request, tools.perform, { signal: abort.signal, onProgress })
      .catch((error: unknown) => failWith(unforeseen(error)))
      .then((worked) => finish(running, worked, stamp))
      .finally(() => working.delete(item.index));
    working.set(item.index, { abort, done, share: laneShare(prepared.value.pixels), cancelled: false });
  }

  async function finish(item: JournalItem, worked: Result<ItemState>, stamp: Result<string>): Promise<void> {
    if (worked.ok) {
      const away = (await places.isThere(definition.output.folder)) ? null : await awayFolder(item, definition, places);
      if (away && worked.value.kind === 'done') {
        // It lies in what the drive left behind.
        await rm(worked.value.output, { force: true });
        obstacle = { found: away, item };
        await settle(item.index, { kind: 'waiting' });
        return;
      }
      suspects.delete(item.index);
      await settle(item.index, worked.value);
      return;
    }
    const own = working.get(item.index);
    if (own?.cancelled || (own?.abort.signal.aborted && wish === 'cancel')) await settle(item.index, { kind: 'cancelled' });
    else if (own?.abort.signal.aborted) await settle(item.index, { kind: 'waiting' });
    else if (worked.error.code === 'engine-crashed' && !suspects.has(item.index) && working.size > 1) {
      suspects.add(item.index);
      await settle(item.index, { kind: 'waiting' });
    } else {
      const found = await obstacleBehind(worked.error, item, definition, places);
      if (found) obstacle = { found, item };
      await settle(item.index, found ? { kind: 'waiting' } : { kind: 'failed', failure: worked.error, ...(stamp.ok ? { stamp: stamp.value } : {}) });
    }
  }

  const lanesTaken = () => [...working.values()].reduce((sum, { share }) => sum + share, 0);
  const allDone = () => Promise.all([...working.values()].map(({ done }) => done));
  const oneDone = () => Promise.race([...working.values()].map(({ done }) => done));

  /** Waits until the obstacle is gone. The next item then goes alone, to see whether it really is. */
  async function overcome({ found, item }: NonNullable<typeof obstacle>): Promise<void> {
    await allDone();
    await enter({ kind: 'paused', reason: found.reason, failure: found.failure });
    do await delay(lookAgainMs, undefined, { signal: ending.signal }).catch(() => undefined);
    while (!ending.signal.aborted && !(await isGone(found, item, definition, places)));
    if (ending.signal.aborted) return;
    obstacle = undefined;
    await enter({ kind: 'running' });
  }

  /** Before anything is looked at: where a disk was, results would seem lost and inputs gone. */
  async function awaitDisks(): Promise<void> {
    const { disks } = journal.record(id);
    if (!disks) return journal.change(id, { disks: await disksOf(definition) });
    for (let told = false, found; !ending.signal.aborted && (found = await awayDisk(disks)); told = true) {
      if (!told) await enter({ kind: 'paused', reason: found.reason, failure: found.failure });
      await delay(lookAgainMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }

  async function workThrough(): Promise<void> {
    while (!ending.signal.aborted && taken === undefined) {
      if (obstacle) {
        await overcome(obstacle);
        continue;
      }
      if (working.size > 0 && (suspects.size > 0 || lanesTaken() >= lanes)) {
        await oneDone();
        continue;
      }
      const [next] = await journal.items(id, { kind: 'waiting', count: 1 });
      if (next) await begin(next);
      else if (working.size > 0) await oneDone();
      else return;
    }
  }

  async function run(): Promise<BatchState> {
    const startedAt = performance.now();
    const before = journal.record(id).elapsedMs;
    try {
      if (!continuing) {
        await awaitDisks();
        if (!ending.signal.aborted) await recoverItems(id, tools, ending.signal);
        await list();
      }
      const folder = ending.signal.aborted ? null : await makeFolder(definition.output.folder);
      if (folder && !folder.ok) {
        await enter({ kind: 'failed', failure: folder.error });
        return journal.record(id).state;
      }
      if (!ending.signal.aborted) await enter({ kind: 'running' });
      await workThrough();
    } catch (error) {
      end('stop');
      await allDone();
      await enter({ kind: 'failed', failure: unforeseen(error) });
      return journal.record(id).state;
    }
    await allDone();
    await journal.change(id, { elapsedMs: before + Math.round(performance.now() - startedAt) });
    await enter(wish ? endings[wish] : taken !== undefined ? { kind: 'paused', reason: 'existing', output: taken } : (nothingFound() ?? { kind: 'done' }));
    return journal.record(id).state;
  }

  function nothingFound(): BatchState | null {
    const { total, problems } = journal.record(id);
    if (total > 0 || definition.inputs.watch) return null;
    return { kind: 'failed', failure: problems[0]?.failure ?? failure('file-missing', 'There are no pictures to work on.', { advice: 'Name other files or folders.' }) };
  }

  return {
    ended: run(),
    pause: () => {
      end('pause');
    },
    stop: () => {
      end('stop');
    },
    cancel: () => {
      end('cancel');
    },
    cancelItem(index) {
      const item = working.get(index);
      if (!item) return false;
      item.cancelled = true;
      item.abort.abort();
      return true;
    },
  };
}

async function atRest(inputs: readonly ListedInput[]): Promise<ListedInput[]> {
  const rests = await Promise.all(inputs.map(({ input }) => isAtRest(input, usualRestMs)));
  return inputs.filter((_, place) => rests[place]);
}
