/** @file The model file that is being taken in: what was found in it, what the user made of that, how it looks. Data and small setters. Renderer. */
import { create } from 'zustand';
import type { Failure } from '../../src-shared/failure.ts';
import type { Preview } from '../../src-shared/ipc.ts';
import type { ModelProposal, ProposedModel } from '../../src-shared/model-import.ts';

export type Trial = { readonly kind: 'none' } | { readonly kind: 'running' } | { readonly kind: 'done'; readonly preview: Preview } | { readonly kind: 'failed'; readonly failure: Failure };

export type ModelImport =
  | { readonly kind: 'inspecting'; readonly path: string }
  | { readonly kind: 'refused'; readonly path: string; readonly failure: Failure }
  | { readonly kind: 'proposed'; readonly path: string; readonly found: ProposedModel; readonly proposal: ModelProposal; readonly trial: Trial; readonly failure: Failure | null };

type ModelImportState = {
  readonly current: ModelImport | null;
  set(current: ModelImport | null): void;
  /** Changes what is proposed; the trial of what was before is over. */
  change(changed: Partial<ModelProposal>): void;
  setTrial(trial: Trial): void;
  setFailure(failure: Failure): void;
};

const proposed = (state: ModelImportState, change: Partial<Extract<ModelImport, { kind: 'proposed' }>>) =>
  state.current?.kind === 'proposed' ? { current: { ...state.current, ...change } } : {};

export const useModelImport = create<ModelImportState>()((set) => ({
  current: null,
  set: (current) => {
    set({ current });
  },
  change: (changed) => {
    set((state) => (state.current?.kind === 'proposed' ? proposed(state, { proposal: { ...state.current.proposal, ...changed }, failure: null }) : {}));
  },
  setTrial: (trial) => {
    set((state) => proposed(state, { trial }));
  },
  setFailure: (failure) => {
    set((state) => proposed(state, { failure }));
  },
}));
