/** @file The trainings, which of them is shown, and what is known of that one. Data and small setters. Renderer. */
import { create } from 'zustand';
import type { Failure } from '../../src-shared/failure.ts';
import type { Checkpoints, MetricPoint, TrainingDetails, TrainingSummary } from '../../src-shared/training.ts';

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
  noteMeasured(point: MetricPoint): void;
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
  noteMeasured: (point) => {
    set(({ shown, opened, measured }) => ({
      ...(isShown(shown, point.id) ? { measured: measured + 1 } : {}),
      ...(opened?.id === point.id ? { opened: { ...opened, details: { ...opened.details, curves: withNames(opened.details.curves, point) } } } : {}),
    }));
  },
  addNote: (id, note) => {
    set(({ opened }) => (opened?.id === id ? { opened: { ...opened, details: { ...opened.details, notes: [...opened.details.notes, note] } } } : {}));
  },
  chooseStep: (chosenStep) => {
    set({ chosenStep });
  },
}));

/** What is measured for the first time begins a curve. */
function withNames(curves: TrainingDetails['curves'], { held, metrics }: MetricPoint): TrainingDetails['curves'] {
  const kind = held ? 'held' : 'trained';
  const added = Object.keys(metrics).filter((name) => !curves[kind].includes(name));
  return added.length === 0 ? curves : { ...curves, [kind]: [...curves[kind], ...added] };
}

const isShown = (shown: Shown, id: string): boolean => shown.kind === 'training' && shown.id === id;
