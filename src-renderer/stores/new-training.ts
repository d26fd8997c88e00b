/** @file The training that is being put together: what the user has chosen, and what the doctor and the estimate say of it. Renderer. */
import { create } from 'zustand';
import type { DeviceChoice } from '../../src-shared/device.ts';
import type { DoctorReport } from '../../src-shared/doctor.ts';
import type { Failure } from '../../src-shared/failure.ts';
import type { Result } from '../../src-shared/result.ts';
import type { TrainingEstimate } from '../../src-shared/training.ts';
import type { AdvancedSettings, Goal, Quality, TrainingDefinition } from '../../src-shared/training-definition.ts';

export const draftSteps = ['goal', 'pictures', 'quality', 'start'] as const;
export type DraftStep = (typeof draftSteps)[number];

/** A definition that is not whole yet. An empty name stands for one made of the folders' names. */
export type Draft = {
  readonly name: string;
  readonly goal: Goal | null;
  readonly a: string | null;
  readonly b: string | null;
  readonly base: string | null;
  readonly quality: Quality;
  readonly device: DeviceChoice;
  readonly excluded: readonly string[];
  readonly advanced: AdvancedSettings;
};

/** Something that main is asked for, and its answer. */
export type Asked<T, P = null> = { readonly kind: 'idle' } | { readonly kind: 'running'; readonly progress: P | null } | { readonly kind: 'done'; readonly value: T } | { readonly kind: 'failed'; readonly failure: Failure };
export type Examination = Asked<DoctorReport, { readonly done: number; readonly total: number }>;

type NewTrainingState = {
  readonly draft: Draft;
  readonly step: DraftStep;
  readonly examination: Examination;
  /** Which examination the state above is of. */
  readonly examinationId: string | null;
  readonly estimate: Asked<TrainingEstimate>;
  begin(draft: Draft, step: DraftStep): void;
  change(change: Partial<Draft>): void;
  goTo(step: DraftStep): void;
  setExamination(examination: Examination, examinationId: string | null): void;
  setEstimate(estimate: Asked<TrainingEstimate>): void;
};

export const emptyDraft: Draft = { name: '', goal: null, a: null, b: null, base: null, quality: 'good', device: 'auto', excluded: [], advanced: {} };

export const useNewTraining = create<NewTrainingState>()((set) => ({
  draft: emptyDraft,
  step: 'goal',
  examination: { kind: 'idle' },
  examinationId: null,
  estimate: { kind: 'idle' },
  begin: (draft, step) => {
    set({ draft, step, examination: { kind: 'idle' }, examinationId: null, estimate: { kind: 'idle' } });
  },
  change: (change) => {
    set(({ draft }) => ({ draft: { ...draft, ...change }, ...('name' in change ? {} : { estimate: { kind: 'idle' } }) }));
  },
  goTo: (step) => {
    set({ step });
  },
  setExamination: (examination, examinationId) => {
    set({ examination, examinationId });
  },
  setEstimate: (estimate) => {
    set({ estimate });
  },
}));

export const answered = <T>(result: Result<T>): Asked<T> & { readonly kind: 'done' | 'failed' } =>
  result.ok ? { kind: 'done', value: result.value } : { kind: 'failed', failure: result.error };

/** Whether the folders that the goal needs are there. */
export const hasFolders = ({ goal, a, b }: Draft): boolean => goal !== null && a !== null && (goal !== 'translate' || b !== null);

const folderName = (path: string): string => path.split(/[\\/]/).findLast((part) => part !== '') ?? path;

/** What a training is called where its user says nothing. */
export const proposedName = ({ a, b }: Draft): string => [a, b].flatMap((path) => (path === null ? [] : [folderName(path)])).join(' → ').slice(0, 100);

/** The definition that a draft stands for; null until it is whole. */
export function definitionOf(draft: Draft): TrainingDefinition | null {
  const { goal, a, b, name } = draft;
  if (!hasFolders(draft) || goal === null || a === null) return null;
  return { ...draft, goal, a, b: goal === 'translate' ? b : null, excluded: [...draft.excluded], name: name.trim() || proposedName(draft) };
}

/** The step furthest on the path that can be gone to. */
export function furthestStep({ goal }: Draft, examination: Examination): DraftStep {
  if (goal === null) return 'goal';
  if (examination.kind !== 'done') return 'pictures';
  // Another quality may take pictures that are too small for this one.
  return examination.value.canTrain ? 'start' : 'quality';
}
