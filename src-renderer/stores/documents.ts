/** @file The steps of every open picture with their history, and which step is open in the panel. Data and small setters. Renderer. */
import { create } from 'zustand';
import { type Document, type DocumentStep, emptyDocument } from '../../src-shared/document.ts';
import * as core from './history.ts';

export type DocumentsState = {
  readonly history: core.History;
  /** By picture id: the step whose parameters are shown. */
  readonly selectedSteps: Readonly<Record<string, string>>;
  /** What "Copy steps" took. */
  readonly copied: readonly DocumentStep[];
  begin(documents: core.Documents): void;
  record(edit: Omit<core.NewEdit, 'at'>): void;
  undo(): void;
  redo(): void;
  forget(pictureId: string): void;
  selectStep(pictureId: string, stepId: string): void;
  setCopied(steps: readonly DocumentStep[]): void;
};

export const useDocuments = create<DocumentsState>()((set) => ({
  history: core.emptyHistory,
  selectedSteps: {},
  copied: [],
  begin: (documents) => {
    set(({ history }) => ({ history: core.begin(history, documents) }));
  },
  record: (edit) => {
    set(({ history }) => ({ history: core.record(history, { ...edit, at: performance.now() }) }));
  },
  undo: () => {
    set(({ history }) => ({ history: core.undo(history) }));
  },
  redo: () => {
    set(({ history }) => ({ history: core.redo(history) }));
  },
  forget: (pictureId) => {
    set(({ history }) => ({ history: core.forget(history, pictureId) }));
  },
  selectStep: (pictureId, stepId) => {
    set(({ selectedSteps }) => ({ selectedSteps: { ...selectedSteps, [pictureId]: stepId } }));
  },
  setCopied: (copied) => {
    set({ copied });
  },
}));

export const documentOf = ({ history }: Pick<DocumentsState, 'history'>, pictureId: string): Document => history.documents[pictureId] ?? emptyDocument;

/** The step that is open in the panel: the chosen one, or the last where that is gone. */
export function selectedStep(state: Pick<DocumentsState, 'history' | 'selectedSteps'>, pictureId: string): DocumentStep | undefined {
  const { steps } = documentOf(state, pictureId);
  return steps.find((step) => step.id === state.selectedSteps[pictureId]) ?? steps.at(-1);
}
