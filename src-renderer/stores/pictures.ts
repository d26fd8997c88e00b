/** @file The pictures in the window and which one is shown. Data and small setters. Renderer. */
import { create } from 'zustand';
import type { Picture } from '../../src-shared/ipc.ts';

type PicturesState = {
  readonly pictures: readonly Picture[];
  readonly selectedId: string | null;
  /** Adds the pictures, or replaces those of the same id. */
  put(pictures: readonly Picture[]): void;
  /** Replaces a picture; one that was closed meanwhile stays closed. */
  replace(picture: Picture): void;
  select(id: string): void;
  /** Removes a picture; its neighbour is shown instead. */
  remove(id: string): void;
};

export const usePictures = create<PicturesState>()((set) => ({
  pictures: [],
  selectedId: null,
  put: (added) => {
    set(({ pictures }) => {
      const byId = new Map([...pictures, ...added].map((picture) => [picture.id, picture]));
      return { pictures: [...byId.values()] };
    });
  },
  replace: (picture) => {
    set(({ pictures }) => ({ pictures: pictures.map((it) => (it.id === picture.id ? picture : it)) }));
  },
  select: (selectedId) => {
    set({ selectedId });
  },
  remove: (id) => {
    set(({ pictures, selectedId }) => {
      const index = pictures.findIndex((it) => it.id === id);
      const left = pictures.filter((it) => it.id !== id);
      const neighbour = left[Math.min(index, left.length - 1)]?.id ?? null;
      return { pictures: left, selectedId: selectedId === id ? neighbour : selectedId };
    });
  },
}));

export type OpenPicture = Picture & { readonly state: Extract<Picture['state'], { kind: 'open' }> };

export const isOpen = (picture: Picture): picture is OpenPicture => picture.state.kind === 'open';

export function openPicture({ pictures }: Pick<PicturesState, 'pictures'>, id: string): OpenPicture | null {
  const found = pictures.find((it) => it.id === id);
  return found && isOpen(found) ? found : null;
}

export const selectedPicture = ({ pictures, selectedId }: PicturesState): Picture | undefined => pictures.find((it) => it.id === selectedId);
