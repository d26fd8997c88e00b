/** @file Whether the screen shows more colours than sRGB; it changes when the window moves to another. Renderer. */
import { useSyncExternalStore } from 'react';

const query = matchMedia('(color-gamut: p3)');

const subscribe = (listener: () => void) => {
  query.addEventListener('change', listener);
  return () => {
    query.removeEventListener('change', listener);
  };
};

/** A canvas keeps the colour space that it got: mount another when this changes. */
export const useWideGamut = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
