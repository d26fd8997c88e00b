/** @file Where each picture is looked at from; several views that share one camera move together. Renderer. */
import type { Place } from './viewport.ts';

export type Camera = {
  /** A picture that nobody moved is fitted, also when the window changes. */
  place(pictureId: string): Place;
  move(pictureId: string, place: Place): void;
  /** Told of every move; returns how to stop that. */
  subscribe(listener: () => void): () => void;
};

export function createCamera(): Camera {
  const places = new Map<string, Place>();
  const listeners = new Set<() => void>();
  return {
    place: (pictureId) => places.get(pictureId) ?? 'fit',
    move(pictureId, place) {
      places.set(pictureId, place);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
