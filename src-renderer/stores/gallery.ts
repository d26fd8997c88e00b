/** @file What the gallery's settings make of a picture, small: computed once for what decides it. Data and small setters. Renderer. */
import { create } from 'zustand';
import type { Preview } from '../../src-shared/ipc.ts';

export type GalleryEntry = { readonly kind: 'waiting' } | { readonly kind: 'done'; readonly preview: Preview } | { readonly kind: 'failed' };

type GalleryState = {
  /** By `galleryKey`. */
  readonly entries: Readonly<Record<string, GalleryEntry>>;
  put(key: string, entry: GalleryEntry): void;
  /** Forgets the entries of these keys. */
  forget(keys: readonly string[]): void;
};

export const useGallery = create<GalleryState>()((set) => ({
  entries: {},
  put: (key, entry) => {
    set(({ entries }) => ({ entries: { ...entries, [key]: entry } }));
  },
  forget: (keys) => {
    set(({ entries }) => ({ entries: Object.fromEntries(Object.entries(entries).filter(([key]) => !keys.includes(key))) }));
  },
}));
