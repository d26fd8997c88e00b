/** @file The trainings, which of them is shown, and what is known of that one. Data and small setters. Renderer. */
import { create } from 'zustand';
import type { Failure } from '../../src-shared/failure.ts';
import type { Checkpoints, CheckpointSummary, TrainingDetails, TrainingSummary } from '../../src-shared/training.ts';

/** What the screen shows beside the list: a training by its id, the path to a new one, or what invites to that. */
export type Shown = { readonly kind: 'nothing' } | { readonly kind: 'new' } | { readonly kind: 'training'; readonly id: string };

/** What main told of the training that is shown; null until it did. */
export type Opened = { readonly id: string; readonly details: TrainingDetails; readonly checkpoints: Checkpoints };

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
  noteMeasured(id: string): void;
  addCheckpoint(id: string, checkpoint: CheckpointSummary, best: number | null): void;
  addNote(id: string, note: TrainingDetails['notes'][number]): void;
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
    set(({ trainings }) => ({ trainings: trainings.some(({ id }) => id === training.id) ? trainings.map((it) => (it.id === training.id ? training : it)) : [training, ...trainings] }));
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
  noteMeasured: (id) => {
    set(({ shown, measured }) => (isShown(shown, id) ? { measured: measured + 1 } : {}));
  },
  addCheckpoint: (id, checkpoint, best) => {
    set(({ opened }) => (opened?.id === id ? { opened: { ...opened, checkpoints: { ...opened.checkpoints, checkpoints: withCheckpoint(opened.checkpoints.checkpoints, checkpoint), best } } } : {}));
  },
  addNote: (id, note) => {
    set(({ opened }) => (opened?.id === id ? { opened: { ...opened, details: { ...opened.details, notes: [...opened.details.notes, note] } } } : {}));
  },
  chooseStep: (chosenStep) => {
    set({ chosenStep });
  },
}));

const isShown = (shown: Shown, id: string): boolean => shown.kind === 'training' && shown.id === id;

/** By step; a checkpoint of the same step takes the place of the one before. */
export function withCheckpoint(checkpoints: readonly CheckpointSummary[], added: CheckpointSummary): CheckpointSummary[] {
  const others = checkpoints.filter(({ step }) => step !== added.step);
  const at = others.findLastIndex(({ step }) => step < added.step) + 1;
  return others.toSpliced(at, 0, added);
}
