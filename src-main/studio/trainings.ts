/**
 * @file The trainings and their queue: one trains at a time, the others wait; each has a folder of its own that outlives the
 * program; used by main, knows nothing of Electron.
 */
import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, unforeseen } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import type { AdvancedSettings, TrainingDefinition } from '../../src-shared/training-definition.ts';
import type { TrainingEvent, TrainRequest } from '../../src-shared/trainer-messages.ts';
import { canResume, isActive, type TrainingSummary } from '../../src-shared/training.ts';
import type { RunningTrainer, TrainingOptions } from '../children/trainer-client.ts';
import { withLocatedBase } from '../cli/locate-base.ts';
import { folderBytes } from '../model-registry/folder-bytes.ts';
import { effectiveSettings, requestFrom, trainArguments } from './train-arguments.ts';
import { endingOf } from './training-ending.ts';
import { afterEvent, type Live, resting, summaryOf } from './training-progress.ts';
import { readRecord, type TrainingRecord, writeRecord } from './training-record.ts';

export type Trainings = {
  /** Newest first. */
  list(): TrainingSummary[];
  find(id: string): TrainingSummary | undefined;
  /** Where the run of a training lies. */
  folderOf(id: string): string;
  settingsOf(id: string): AdvancedSettings;
  create(definition: TrainingDefinition): Promise<Result<TrainingSummary>>;
  /** Finishes its step and writes a checkpoint; one that waits leaves the queue. */
  pause(id: string): void;
  stop(id: string): void;
  resume(id: string): Result<TrainingSummary>;
  rename(id: string, name: string): void;
  /** Tells the bytes that this sets free. */
  remove(id: string): Promise<Result<number>>;
  /** Words after `imago train`, into a folder that is named after it. */
  words(id: string): string[];
  /** While it is true no step is taken. */
  yieldDevice(yielding: boolean): void;
  /** Ends the trainer with a checkpoint; resolves when all is written. */
  dispose(): Promise<void>;
};

export type TrainingsSurroundings = {
  /** One folder a training, named by its id. */
  readonly folder: string;
  readonly train: (request: TrainRequest, options: Pick<TrainingOptions, 'signal' | 'onEvent' | 'onRunning'>) => Promise<Result<number>>;
  /** Whether a device that can be chosen is more than the CPU. */
  readonly accelerates: (device: TrainingDefinition['device']) => Promise<boolean>;
  readonly modelDirectories: () => readonly string[];
  readonly onChange: (summary: TrainingSummary) => void;
  readonly onRemoved: (id: string) => void;
  /** After the change that it makes. */
  readonly onEvent: (id: string, event: TrainingEvent) => void;
};

type Entry = { readonly id: string; record: TrainingRecord; live: Live; abort: AbortController; trainer: RunningTrainer | null; wanted: 'pause' | 'stop' | null };

const gone = failWith(failure('bad-request', 'The training is no longer here.', { reason: 'training-gone', advice: 'It may have been deleted.' }));
const excludedName = 'excluded.txt';

export async function openTrainings({ folder, train, accelerates, modelDirectories, onChange, onRemoved, onEvent }: TrainingsSurroundings): Promise<Trainings> {
  const entries = await loadAll(folder);
  /** Ids in the order in which they will train. */
  let queue: string[] = [];
  let yielding = false;
  let working: Promise<void> | null = null;
  let disposed = false;
  const find = (id: string) => entries.find((entry) => entry.id === id);
  const folderOf = (id: string) => join(folder, id);
  const placeOf = (id: string): number | null => (queue.includes(id) ? queue.indexOf(id) + 1 : null);
  const summary = (entry: Entry): TrainingSummary => summaryOf(entry.id, entry.record, { ...entry.live, place: placeOf(entry.id), yielding: yielding && entry.trainer !== null });

  /** A record that cannot be written stops nothing: what is lost is the place in the list, not the run. */
  function change(entry: Entry, changed: Partial<TrainingRecord>): void {
    entry.record = { ...entry.record, ...changed };
    if (!entries.includes(entry)) return;
    saving = saving.then(() => writeRecord(folderOf(entry.id), entry.record)).catch((error: unknown) => {
      console.error(`The training ${entry.id} could not be written down:`, error);
    });
    onChange(summary(entry));
  }
  let saving: Promise<void> = Promise.resolve();

  async function requestOf({ id, record }: Entry): Promise<Result<TrainRequest>> {
    const out = folderOf(id);
    const excludeFrom = record.definition.excluded.length > 0 ? join(out, excludedName) : null;
    const asked = await requestFrom(trainArguments(record.definition, { accelerated: record.accelerated, out, excludeFrom }));
    if (!asked.ok) return asked;
    const begun = await access(join(out, 'run.json')).then(() => true, () => false);
    return withLocatedBase(begun ? { ...asked.value, run: null, base: null, resume: true } : asked.value, modelDirectories());
  }

  async function perform(entry: Entry): Promise<void> {
    entry.abort = new AbortController();
    entry.live = { ...resting, phase: 'examining' };
    change(entry, { state: 'active', failure: null, pauseReason: null });
    const run = async () => {
      const request = await requestOf(entry);
      return request.ok ? train(request.value, optionsOf(entry)) : request;
    };
    const result = await run().catch((error: unknown) => failWith(unforeseen(error)));
    entry.live = { ...resting, diagnoses: entry.live.diagnoses };
    entry.trainer = null;
    change(entry, { ...endingOf(result, entry.record.steps, entry.wanted), ...(result.ok ? { step: result.value } : {}) });
    entry.wanted = null;
  }

  const optionsOf = (entry: Entry): Parameters<typeof train>[1] => ({
    signal: entry.abort.signal,
    onRunning(trainer) {
      entry.trainer = trainer;
      if (yielding) trainer.hold();
    },
    onEvent(event) {
      const { live, record } = afterEvent(entry, event);
      entry.live = entry.wanted ? { ...live, phase: 'pausing' } : live;
      // What a crash may take with it is what there is no checkpoint of either.
      if (event.event === 'checkpoint' || event.event === 'started') change(entry, record);
      else {
        entry.record = { ...entry.record, ...record };
        if (event.event !== 'skipped' && event.event !== 'previewed') onChange(summary(entry));
      }
      onEvent(entry.id, event);
    },
  });

  async function work(): Promise<void> {
    for (let next = queue[0]; next !== undefined && !disposed; next = queue[0]) {
      queue = queue.slice(1);
      for (const id of queue) onChange(summary(find(id)!));
      const entry = find(next);
      if (entry) await perform(entry);
    }
    working = null;
  }

  function enqueue(entry: Entry): void {
    queue = [...queue, entry.id];
    change(entry, { state: 'queued', failure: null, pauseReason: null });
    // The caller learns of it before its first change.
    setImmediate(() => {
      if (!disposed) working ??= work();
    });
  }

  function end(id: string, wanted: 'pause' | 'stop'): void {
    const entry = find(id);
    if (!entry) return;
    if (queue.includes(id)) {
      queue = queue.filter((waiting) => waiting !== id);
      change(entry, { state: wanted === 'stop' ? 'stopped' : 'paused' });
      for (const waiting of queue) onChange(summary(find(waiting)!));
    } else if (isActive(summary(entry))) {
      entry.wanted = wanted;
      entry.live = { ...entry.live, phase: 'pausing' };
      entry.abort.abort();
      onChange(summary(entry));
    } else if (wanted === 'stop' && canResume(summary(entry))) change(entry, { state: 'stopped' });
  }

  return {
    list: () => entries.map(summary).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
    find: (id) => entries.filter((entry) => entry.id === id).map(summary)[0],
    folderOf,
    settingsOf(id) {
      const { record } = find(id)!;
      return effectiveSettings(record.definition, record.accelerated);
    },
    async create(definition) {
      const id = randomUUID();
      const accelerated = await accelerates(definition.device);
      const steps = effectiveSettings(definition, accelerated).steps!;
      const record: TrainingRecord = { version: 1, definition, createdAt: new Date().toISOString(), accelerated, state: 'queued', failure: null, pauseReason: null, step: 0, steps, secondsPerStep: null, megabytes: null, device: null, pictures: null, heldOut: null, parameters: null };
      try {
        await mkdir(folderOf(id), { recursive: true });
        if (definition.excluded.length > 0) await writeFile(join(folderOf(id), excludedName), `${definition.excluded.join('\n')}\n`);
        await writeRecord(folderOf(id), record);
      } catch (error) {
        return failWith(failure('target-failed', `The training could not be written to "${folder}".`, { advice: 'Free some space there, or check its permissions.', detail: String(error) }));
      }
      const entry: Entry = { id, record, live: resting, abort: new AbortController(), trainer: null, wanted: null };
      entries.push(entry);
      enqueue(entry);
      return succeed(summary(entry));
    },
    pause(id) {
      end(id, 'pause');
    },
    stop(id) {
      end(id, 'stop');
    },
    resume(id) {
      const entry = find(id);
      if (!entry) return gone;
      if (canResume(summary(entry))) enqueue(entry);
      return succeed(summary(entry));
    },
    rename(id, name) {
      const entry = find(id);
      if (entry) change(entry, { definition: { ...entry.record.definition, name } });
    },
    async remove(id) {
      const entry = find(id);
      if (!entry) return gone;
      if (isActive(summary(entry))) return failWith(failure('bad-request', 'The training is running.', { reason: 'training-running', advice: 'Stop it first, then delete it.' }));
      const bytes = await folderBytes(folderOf(id));
      queue = queue.filter((waiting) => waiting !== id);
      entries.splice(entries.indexOf(entry), 1);
      await saving;
      await rm(folderOf(id), { recursive: true, force: true, maxRetries: 5 });
      onRemoved(id);
      return succeed(bytes);
    },
    words(id) {
      const { record } = find(id)!;
      const out = record.definition.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'training';
      const excludeFrom = record.definition.excluded.length > 0 ? join(folderOf(id), excludedName) : null;
      return trainArguments(record.definition, { accelerated: record.accelerated, out, excludeFrom });
    },
    yieldDevice(now) {
      if (now === yielding) return;
      yielding = now;
      for (const entry of entries) {
        if (!entry.trainer) continue;
        if (now) entry.trainer.hold();
        else entry.trainer.goOn();
        onChange(summary(entry));
      }
    },
    async dispose() {
      disposed = true;
      for (const entry of entries) entry.abort.abort();
      await working;
      await saving;
    },
  };
}

/** What was trained or waited when the program ended was interrupted. */
async function loadAll(folder: string): Promise<Entry[]> {
  await mkdir(folder, { recursive: true });
  const loaded = await Promise.all((await readdir(folder)).map(async (id) => ({ id, record: await readRecord(join(folder, id)) })));
  return loaded.flatMap(({ id, record }) => {
    if (!record) return [];
    const state = record.state === 'active' ? 'interrupted' : record.state === 'queued' ? 'paused' : record.state;
    return [{ id, record: { ...record, state }, live: resting, abort: new AbortController(), trainer: null, wanted: null }];
  });
}
