/** @file How results are saved, remembered between starts. Data and a small setter. Renderer. */
import { create } from 'zustand';
import type { SaveOptions, SavedProfile, WritableFormat } from '../../src-shared/image.ts';
import { defaultTemplate } from '../../src-shared/result-name.ts';
import type { Settings } from '../../src-shared/settings.ts';

/** The numbers stay while another kind of size is chosen. */
export type Sizing = { readonly by: 'whole' | 'long-side' | 'percent'; readonly pixels: number; readonly percent: number };

export type SaveChoices = {
  /** null follows the source. */
  readonly format: WritableFormat | null;
  readonly quality: number;
  readonly metadata: SaveOptions['metadata'];
  readonly profile: SavedProfile;
  readonly sizing: Sizing;
  /** Template of the file name, see result-name.ts. */
  readonly name: string;
};

type SaveOptionsState = SaveChoices & {
  change(change: Partial<SaveChoices>): void;
};

export const wholeSize: Sizing = { by: 'whole', pixels: 2048, percent: 50 };

export const useSaveOptions = create<SaveOptionsState>()((set) => ({
  format: null,
  quality: 92,
  metadata: 'keep',
  profile: 'keep',
  sizing: wholeSize,
  name: defaultTemplate,
  change: (change) => {
    set(change);
  },
}));

export function resizeOf({ by, pixels, percent }: Sizing): SaveOptions['resize'] {
  switch (by) {
    case 'whole':
      return undefined;
    case 'long-side':
      return { by, pixels };
    case 'percent':
      return { by, percent };
  }
}

/** The other number stays as it was `before`. */
export const sizingOf = (resize: SaveOptions['resize'], before: Sizing = wholeSize): Sizing => ({ ...before, ...(resize ?? { by: 'whole' }) });

/** What the settings keep of the choices. */
export function rememberedOf({ format, quality, metadata, profile, sizing, name }: SaveChoices): Omit<Settings['save'], 'folder'> {
  const resize = resizeOf(sizing);
  return { quality, metadata, profile, name, ...(format === null ? {} : { format }), ...(resize === undefined ? {} : { resize }) };
}

/** The choices as they were left last time. */
export function choicesFrom({ format, quality, metadata, profile, resize, name }: Settings['save'], now: SaveChoices): SaveChoices {
  return {
    format: format ?? null,
    quality,
    metadata: metadata ?? now.metadata,
    profile: profile ?? now.profile,
    sizing: resize ? sizingOf(resize, now.sizing) : now.sizing,
    name: name ?? now.name,
  };
}
