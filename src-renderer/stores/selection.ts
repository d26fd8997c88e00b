/** @file Which pictures are chosen in the filmstrip. Data and small setters. Renderer. */
import { create } from 'zustand';
import { type ChooseMode, choose, emptySelection, type Selection } from '../filmstrip/selection.ts';
import { usePictures } from './pictures.ts';

type SelectionState = {
  readonly selection: Selection;
  choose(id: string, mode: ChooseMode): void;
  chooseAll(): void;
};

export const useSelection = create<SelectionState>()((set) => ({
  selection: emptySelection,
  choose: (id, mode) => {
    const { pictures, selectedId, select } = usePictures.getState();
    set(({ selection }) => {
      const next = choose(pictures.map((picture) => picture.id), selection, selectedId, id, mode);
      select(next.shownId);
      return { selection: next.selection };
    });
  },
  chooseAll: () => {
    const { pictures, selectedId } = usePictures.getState();
    set({ selection: { chosen: new Set(pictures.map(({ id }) => id)), anchorId: selectedId } });
  },
}));
