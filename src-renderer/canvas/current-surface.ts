/** @file The surface that commands act on: that of the mounted canvas. Renderer. */
import type { Surface } from './surface.ts';

let current: Surface | null = null;

export const currentSurface = (): Surface | null => current;
export const setCurrentSurface = (surface: Surface | null): void => {
  current = surface;
};

type ZoomListener = (zoom: number) => void;
const listeners = new Set<ZoomListener>();
let lastZoom = 1;

/** Told of the zoom at most once a frame, and of the present one at once. */
export function onZoom(listener: ZoomListener): () => void {
  listeners.add(listener);
  listener(lastZoom);
  return () => listeners.delete(listener);
}

export function tellZoom(zoom: number): void {
  if (zoom === lastZoom) return;
  lastZoom = zoom;
  for (const listener of listeners) listener(zoom);
}
