/** @file How saving each result went, and the export that runs. Data and small setters. Renderer. */
import { create } from 'zustand';
import type { Failure } from '../../src-shared/failure.ts';
import type { ExportProgress, ExportReport, Saved } from '../../src-shared/save-calls.ts';

export type Save = { readonly kind: 'saving' } | { readonly kind: 'saved'; readonly saved: Saved } | { readonly kind: 'failed'; readonly failure: Failure };

export type Export = { readonly kind: 'running'; readonly progress: ExportProgress | null } | { readonly kind: 'over'; readonly report: ExportReport } | { readonly kind: 'failed'; readonly failure: Failure };

type SavesState = {
  /** By the id of the stage that was saved. */
  readonly saves: Readonly<Record<string, Save | undefined>>;
  readonly exported: Export | null;
  setSave(stageId: string, save: Save | undefined): void;
  setExport(exported: Export | null): void;
};

export const useSaves = create<SavesState>()((set) => ({
  saves: {},
  exported: null,
  setSave: (stageId, save) => {
    set(({ saves }) => ({ saves: { ...saves, [stageId]: save } }));
  },
  setExport: (exported) => {
    set({ exported });
  },
}));

export const isSaved = ({ saves }: Pick<SavesState, 'saves'>, stageId: string): boolean => saves[stageId]?.kind === 'saved';
