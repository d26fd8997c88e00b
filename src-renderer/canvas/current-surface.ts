/** @file The surface that commands act on, that of the mounted canvas, and what it has drawn last. Renderer. */
import { createCamera } from './camera.ts';
import type { Frame, Surface } from './surface.ts';

/** Where the pictures of the large canvas are looked at from. */
export const mainCamera = createCamera();

let current: Surface | null = null;

export const currentSurface = (): Surface | null => current;
export const setCurrentSurface = (surface: Surface | null): void => {
  current = surface;
};

type FrameListener = (frame: Frame | null) => void;
const listeners = new Set<FrameListener>();
let lastFrame: Frame | null = null;

export const currentFrame = (): Frame | null => lastFrame;

/** Told of every frame of the canvas, past React, and of the last one at once; null while nothing is shown. */
export function onFrame(listener: FrameListener): () => void {
  listeners.add(listener);
  listener(lastFrame);
  return () => listeners.delete(listener);
}

export function tellFrame(frame: Frame | null): void {
  lastFrame = frame;
  for (const listener of listeners) listener(frame);
}
