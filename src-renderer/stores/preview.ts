/**
 * @file The preview of the visible region: what the canvas draws over the source while the whole is not computed.
 * Data and small setters. Renderer.
 */
import { create } from 'zustand';
import type { Failure } from '../../src-shared/failure.ts';
import type { Preview } from '../../src-shared/ipc.ts';
import type { Region, Shrink } from '../../src-shared/region.ts';

/** Tiles at `imago://tile/<id>/…` that fill `place`, in source pixels, whatever their own size. */
export type PreviewCell = Pick<Preview, 'id' | 'pyramid'> & { readonly place: Region; readonly shrink: Shrink };

type PreviewState = {
  /** The picture that the cells belong to. */
  readonly pictureId: string | null;
  /** Coarse ones first: later cells are drawn over earlier ones. */
  readonly cells: readonly PreviewCell[];
  readonly work: { readonly kind: 'idle' } | { readonly kind: 'running'; readonly done: number; readonly total: number } | { readonly kind: 'failed'; readonly failure: Failure };
  setCells(pictureId: string | null, cells: readonly PreviewCell[]): void;
  setWork(work: PreviewState['work']): void;
};

export const usePreview = create<PreviewState>()((set) => ({
  pictureId: null,
  cells: [],
  work: { kind: 'idle' },
  setCells: (pictureId, cells) => {
    set({ pictureId, cells });
  },
  setWork: (work) => {
    set({ work });
  },
}));
