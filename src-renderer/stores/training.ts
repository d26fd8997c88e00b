/** @file The trainings, which of them is shown, and what is known of that one. Data and small setters. Renderer. */
import { create } from 'zustand';
import type { Failure } from '../../src-shared/failure.ts';
import type { Checkpoints, Measured, NewCheckpoint, TrainingDetails, TrainingNote, TrainingProgress, TrainingSummary } from '../../src-shared/training.ts';

/** What the screen shows beside the list: a training by its id, the path to a new one, or what invites to that. */
export type Shown = { readonly kind: 'nothing' } | { readonly kind: 'new' } | { readonly kind: 'training'; readonly id: string };

/** What main told of the training that is shown; null until it did. */
export type Opened = { readonly id: string; readonly details: TrainingDetails; readonly checkpoints: Checkpoints };

/** What of a training its pictures depend on. */
export type TrainingShown = Pick<TrainingSummary, 'id' | 'definition' | 'recipe' | 'state'>;

type TrainingStoreState = {
  /** Newest first. */
  readonly trainings: readonly TrainingSummary[];
  readonly shown: Shown;
  readonly opened: Opened | null;
  /** Why the training that is shown could not be opened. */
  readonly failure: Failure | null;
  /** Counts what was measured of the training that is shown: curves are asked for again when it grows. */
  readonly measured: number;
  /** Step of the checkpoint that is looked at; null: the last. */
  readonly chosenStep: number | null;
  setTrainings(trainings: readonly TrainingSummary[]): void;
  put(training: TrainingSummary): void;
  remove(id: string): void;
  show(shown: Shown): void;
  open(opened: Opened): void;
  fail(failure: Failure): void;
  /** All in one change, so that the window draws once. */
  progress(progress: TrainingProgress): void;
  addNote(id: string, note: TrainingNote): void;
  chooseStep(step: number | null): void;
};

export const useTraining = create<TrainingStoreState>()((set) => ({
  trainings: [],
  shown: { kind: 'nothing' },
  opened: null,
  failure: null,
  measured: 0,
  chosenStep: null,
  setTrainings: (trainings) => {
    set({ trainings });
  },
  put: (training) => {
    set(({ trainings }) => ({ trainings: withSummary(trainings, training) }));
  },
  remove: (id) => {
    set(({ trainings, shown, opened }) => ({
      trainings: trainings.filter((it) => it.id !== id),
      ...(isShown(shown, id) ? { shown: { kind: 'nothing' } } : {}),
      ...(opened?.id === id ? { opened: null } : {}),
    }));
  },
  show: (shown) => {
    set({ shown, opened: null, failure: null, measured: 0, chosenStep: null });
  },
  open: (opened) => {
    set(({ shown }) => (isShown(shown, opened.id) ? { opened, failure: null } : {}));
  },
  fail: (failure) => {
    set({ failure });
  },
  progress: ({ summaries, measured, checkpoints }) => {
    set(({ trainings, shown, opened, measured: before }) => ({
      trainings: summaries.reduce(withSummary, trainings),
      measured: before + (measured.some(({ id }) => isShown(shown, id)) ? 1 : 0),
      opened: opened && checkpoints.filter(({ id }) => id === opened.id).reduce(withCheckpoint, measured.filter(({ id }) => id === opened.id).reduce(withNames, opened)),
    }));
  },
  addNote: (id, note) => {
    set(({ opened }) => (opened?.id === id ? { opened: { ...opened, details: { ...opened.details, notes: [...opened.details.notes, note] } } } : {}));
  },
  chooseStep: (chosenStep) => {
    set({ chosenStep });
  },
}));

/** What did not change stays the same object, so that nothing draws it anew. */
function withSummary(trainings: readonly TrainingSummary[], training: TrainingSummary): readonly TrainingSummary[] {
  const before = trainings.find(({ id }) => id === training.id);
  if (!before) return [training, ...trainings];
  const same = <N extends 'definition' | 'diagnoses' | 'failure'>(name: N) => (JSON.stringify(before[name]) === JSON.stringify(training[name]) ? before[name] : training[name]);
  const summary = { ...training, definition: same('definition'), diagnoses: same('diagnoses'), failure: same('failure') };
  return trainings.map((it) => (it === before ? summary : it));
}

/** What is measured for the first time begins a curve. */
function withNames(opened: Opened, { held, names }: Measured): Opened {
  const kind = held ? 'held' : 'trained';
  const { curves } = opened.details;
  const added = names.filter((name) => !curves[kind].includes(name));
  return added.length === 0 ? opened : { ...opened, details: { ...opened.details, curves: { ...curves, [kind]: [...curves[kind], ...added] } } };
}

/** What was after it is to be trained again; weights that are not told of are gone. */
function withCheckpoint(opened: Opened, { checkpoints, best, diskBytes, card }: NewCheckpoint): Opened {
  const last = checkpoints.at(-1)!;
  const told = new Map(checkpoints.map((checkpoint) => [checkpoint.step, checkpoint]));
  const before = opened.checkpoints.checkpoints.filter(({ step }) => step < last.step).map((it) => told.get(it.step) ?? (it.usable ? { ...it, usable: false, judges: false, bytes: 0 } : it));
  return { ...opened, details: { ...opened.details, diskBytes, card }, checkpoints: { ...opened.checkpoints, checkpoints: [...before, last], best } };
}

const isShown = (shown: Shown, id: string): boolean => shown.kind === 'training' && shown.id === id;
