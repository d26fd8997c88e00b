/** @file Mounts a surface on a canvas element and keeps its size in device pixels, its scene and its comparison. Renderer. */
import { type RefObject, useEffect, useRef } from 'react';
import type { Camera } from './camera.ts';
import { bindGestures } from './gestures.ts';
import type { Comparison, Scene } from './scene.ts';
import { type Frame, type Surface, createSurface } from './surface.ts';

export type SurfaceOptions = {
  readonly scene: Scene;
  readonly comparison: Comparison;
  /** Neither of the following may change while the canvas is mounted. */
  readonly camera: Camera;
  readonly wideGamut: boolean;
  readonly onFrame?: (frame: Frame | null) => void;
  /** Told of the new surface, and of null when it is gone. */
  readonly onSurface?: (surface: Surface | null) => void;
};

export function useSurface({ scene, comparison, camera, wideGamut, onFrame, onSurface }: SurfaceOptions): RefObject<HTMLCanvasElement | null> {
  const element = useRef<HTMLCanvasElement>(null);
  const surface = useRef<Surface>(null);
  useEffect(() => {
    const canvas = element.current!;
    const created = createSurface(canvas, camera, { onFrame: onFrame ?? (() => undefined), colorSpace: wideGamut ? 'display-p3' : 'srgb' });
    surface.current = created;
    onSurface?.(created);
    const unbind = bindGestures(canvas, created);
    const observer = new ResizeObserver(([entry]) => {
      const [box] = entry?.devicePixelContentBoxSize ?? [];
      if (box) created.resize({ width: box.inlineSize, height: box.blockSize });
    });
    observer.observe(canvas, { box: 'device-pixel-content-box' });
    return () => {
      observer.disconnect();
      unbind();
      onSurface?.(null);
      created.destroy();
    };
  }, [camera, wideGamut, onFrame, onSurface]);
  useEffect(() => {
    surface.current?.show(scene);
  }, [scene, wideGamut]);
  useEffect(() => {
    surface.current?.compare(comparison);
  }, [comparison, wideGamut]);
  return element;
}
