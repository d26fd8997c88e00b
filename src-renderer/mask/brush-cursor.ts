/** @file The ring that shows how large the brush is, following the pointer. Past React. Renderer. */
import { useMaskTools } from '../stores/mask-tools.ts';

/** `pixelsPerUnit` gives the pixels of the screen that a pixel of the mask takes; null where there is no mask. */
export function bindBrushCursor(surface: HTMLElement, ring: HTMLElement, pixelsPerUnit: () => number | null): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  let at: { readonly x: number; readonly y: number } | null = null;

  function place(): void {
    const { tool, brush } = useMaskTools.getState();
    const unit = pixelsPerUnit();
    const shows = at !== null && unit !== null && (tool === 'brush' || tool === 'eraser');
    ring.hidden = !shows;
    if (!shows) return;
    const size = Math.max(3, brush.size * unit);
    ring.style.width = `${size}px`;
    ring.style.height = `${size}px`;
    ring.style.translate = `${at!.x - size / 2}px ${at!.y - size / 2}px`;
  }

  surface.addEventListener(
    'pointermove',
    (event) => {
      const { left, top } = surface.getBoundingClientRect();
      at = { x: event.clientX - left, y: event.clientY - top };
      place();
    },
    { signal },
  );
  surface.addEventListener(
    'pointerleave',
    () => {
      at = null;
      place();
    },
    { signal },
  );
  const stop = useMaskTools.subscribe(place);
  return () => {
    stop();
    controller.abort();
  };
}
