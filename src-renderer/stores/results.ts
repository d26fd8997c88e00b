/** @file What is there already of every picture's steps, and so what can be shown. Data and a small setter. Renderer. */
import { create } from 'zustand';
import type { DocumentStep } from '../../src-shared/document.ts';
import type { Stage } from '../../src-shared/ipc.ts';

/** The picture after an enabled step; `stage` is null until that has been computed. */
export type StageOfStep = { readonly step: Pick<DocumentStep, 'id' | 'operation'>; readonly stage: Stage | null };
/** A step whose result is there. */
export type ShownStage = StageOfStep & { readonly stage: Stage };

type ResultsState = {
  /** By picture id: one entry for each enabled step, in order. */
  readonly stages: Readonly<Record<string, readonly StageOfStep[] | undefined>>;
  /** Nobody is told where nothing has changed, as between most places of a slider. */
  setStages(pictureId: string, stages: readonly StageOfStep[] | undefined): void;
};

export const useResults = create<ResultsState>()((set) => ({
  stages: {},
  setStages: (pictureId, found) => {
    set((state) => (isSame(state.stages[pictureId], found) ? state : { stages: { ...state.stages, [pictureId]: found } }));
  },
}));

function isSame(before: readonly StageOfStep[] | undefined, after: readonly StageOfStep[] | undefined): boolean {
  if (!before || !after) return before === after;
  return before.length === after.length && before.every(({ step, stage }, index) => step.id === after[index]!.step.id && step.operation === after[index]!.step.operation && stage?.id === after[index]!.stage?.id);
}

const none: readonly StageOfStep[] = [];
export const stagesOf = ({ stages }: Pick<ResultsState, 'stages'>, pictureId: string): readonly StageOfStep[] => stages[pictureId] ?? none;

const hasStage = (entry: StageOfStep): entry is ShownStage => entry.stage !== null;

/** The stages that can be shown, in the order of the steps: up to the first that is missing. */
export function shownStages(stages: readonly StageOfStep[]): readonly ShownStage[] {
  const missing = stages.findIndex((it) => !hasStage(it));
  return (missing < 0 ? stages : stages.slice(0, missing)).filter(hasStage);
}

/** The picture after all of its enabled steps; undefined where that is not computed or no step is on. */
export const finalStage = (stages: readonly StageOfStep[]): Stage | undefined => stages.at(-1)?.stage ?? undefined;
