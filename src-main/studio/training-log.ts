/**
 * @file What a trainer has written down of a run, `metrics.jsonl`, read on from where the last reading ended; used by main.
 *
 * The log of weeks has a hundred thousand lines. They are taken in by pieces with pauses between them, so that the window never
 * waits, and kept as columns of numbers.
 */
import { open } from 'node:fs/promises';
import { setImmediate as pause } from 'node:timers/promises';
import { type PreviewRowName } from '../../src-shared/preview-files.ts';
import { type NoteEvent, type TrainingEvent, trainingEventSchema } from '../../src-shared/trainer-messages.ts';
import type { TrainingNote } from '../../src-shared/training.ts';
import { parseJson } from '../desk/atomic-file.ts';
import { createSerial } from '../../src-shared/serial.ts';
import { createMetricColumns, type MetricColumns } from './metric-columns.ts';

export type LoggedPreview = { readonly what: string; readonly rows: readonly { readonly row: PreviewRowName; readonly count: number }[]; readonly names?: readonly string[] | undefined };

export type TrainingLog = {
  /** Takes in what has been written since. */
  readOn(): Promise<void>;
  readonly trained: MetricColumns;
  readonly held: MetricColumns;
  /** Steps that were evaluated, in order. */
  evaluated(): number[];
  previews(step: number): LoggedPreview[];
  /** The last hundred. */
  notes(): readonly TrainingNote[];
};

const pieceBytes = 128 * 1024;
const mostNotes = 100;
const lineEnd = 10;

type Trained = Extract<TrainingEvent, { event: 'trained' }>;

/** By hand, since nearly all lines are of this kind and schemas take most of the time of reading them. */
const isTrained = (value: unknown): value is Trained => {
  const line = value as Partial<Trained> | null | undefined;
  return line?.event === 'trained' && typeof line.step === 'number' && typeof line.metrics === 'object';
};

export const withoutName = ({ step, message, note, finding }: NoteEvent): TrainingNote => ({ step, message, ...(note && { note }), ...(finding && { finding }) });

export function openTrainingLog(path: string): TrainingLog {
  const [trained, held] = [createMetricColumns(), createMetricColumns()];
  const evaluated = new Set<number>();
  const previews = new Map<number, Map<string, LoggedPreview>>();
  let notes: TrainingNote[] = [];
  const oneAtATime = createSerial();
  let offset = 0;
  let rest: Buffer = Buffer.alloc(0);

  function takeTrained({ step, metrics, learningRate, secondsPerStep }: Trained): void {
    trained.add(step, metrics);
    trained.set({ learningRate, secondsPerStep });
  }

  function takeOther(value: unknown): void {
    const { data: event } = trainingEventSchema.safeParse(value);
    if (!event) return;
    if (event.event === 'evaluated') {
      for (const step of evaluated) if (step > event.step) evaluated.delete(step);
      evaluated.add(event.step);
      held.add(event.step, event.metrics);
    }
    if (event.event === 'previewed') previews.set(event.step, new Map(previews.get(event.step)).set(event.what, event));
    if (event.event === 'note') notes = [...notes, withoutName(event)].slice(-mostNotes);
  }

  function takeLines(bytes: Buffer): void {
    const end = bytes.lastIndexOf(lineEnd) + 1;
    for (const line of bytes.toString('utf8', 0, end).split('\n')) {
      // A line that was cut off by a crash, or is of a later version, says nothing here.
      const value = line === '' ? null : parseJson(line);
      if (isTrained(value)) takeTrained(value);
      else if (value !== null) takeOther(value);
    }
    rest = bytes.subarray(end);
  }

  async function readOn(): Promise<void> {
    const file = await open(path, 'r').catch(() => null);
    if (!file) return;
    try {
      for (;;) {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(pieceBytes), 0, pieceBytes, offset);
        if (bytesRead === 0) return;
        offset += bytesRead;
        takeLines(Buffer.concat([rest, buffer.subarray(0, bytesRead)]));
        await pause();
      }
    } finally {
      await file.close();
    }
  }

  return {
    readOn: () => oneAtATime(readOn),
    trained,
    held,
    evaluated: () => [...evaluated].sort((a, b) => a - b),
    previews: (step) => [...(previews.get(step)?.values() ?? [])],
    notes: () => notes,
  };
}
