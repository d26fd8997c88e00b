/** @file What the user has chosen in the panels: how a result is saved. Renderer. */
import { create } from 'zustand';
import type { WritableFormat } from '../../src-shared/image.ts';

type ChoicesState = {
  /** null follows the source. */
  readonly format: WritableFormat | null;
  readonly quality: number;
  readonly metadata: 'keep' | 'strip';
  setFormat(format: WritableFormat): void;
  setQuality(quality: number): void;
  setMetadata(metadata: 'keep' | 'strip'): void;
};

export const useChoices = create<ChoicesState>()((set) => ({
  format: null,
  quality: 92,
  metadata: 'keep',
  setFormat: (format) => {
    set({ format });
  },
  setQuality: (quality) => {
    set({ quality });
  },
  setMetadata: (metadata) => {
    set({ metadata });
  },
}));
