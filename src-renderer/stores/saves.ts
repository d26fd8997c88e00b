/** @file How saving each result went. Data and a small setter. Renderer. */
import { create } from 'zustand';
import type { Failure } from '../../src-shared/failure.ts';
import type { Saved } from '../../src-shared/ipc.ts';

export type Save = { readonly kind: 'saving' } | { readonly kind: 'saved'; readonly saved: Saved } | { readonly kind: 'failed'; readonly failure: Failure };

type SavesState = {
  /** By job id. */
  readonly saves: Readonly<Record<string, Save | undefined>>;
  setSave(jobId: string, save: Save | undefined): void;
};

export const useSaves = create<SavesState>()((set) => ({
  saves: {},
  setSave: (jobId, save) => {
    set(({ saves }) => ({ saves: { ...saves, [jobId]: save } }));
  },
}));
