/** @file Mouse, pen, touchpad and keys on the canvas, turned into moves of a surface. Renderer. */
import type { Surface } from './surface.ts';
import type { ViewPoint } from './viewport.ts';

/** A wheel notch of 100 CSS pixels zooms by about 1.4; a pinch arrives as a wheel with ctrl and small deltas. */
const wheelSpeed = 1 / 300;
const pinchSpeed = 1 / 60;
/** Firefox-style line deltas, in CSS pixels. */
const lineHeight = 16;
const arrowStep = 40;
const bigArrowStep = 240;

const arrows: Record<string, ViewPoint> = {
  ArrowLeft: { x: 1, y: 0 },
  ArrowRight: { x: -1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

/** Listens on the element until the returned function is called. Any button drags; there is no other tool yet. */
export function bindGestures(element: HTMLElement, surface: Surface): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const inDevicePixels = (x: number, y: number): ViewPoint => ({ x: x * devicePixelRatio, y: y * devicePixelRatio });

  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const delta = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeight : 1);
      const bounds = element.getBoundingClientRect();
      const at = inDevicePixels(event.clientX - bounds.left, event.clientY - bounds.top);
      surface.zoomBy(Math.exp(-delta * (event.ctrlKey ? pinchSpeed : wheelSpeed)), at);
    },
    { signal, passive: false },
  );

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button > 1) return;
      event.preventDefault();
      element.focus();
      element.setPointerCapture(event.pointerId);
      element.dataset['dragging'] = '';
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (element.hasPointerCapture(event.pointerId)) surface.panBy(inDevicePixels(event.movementX, event.movementY));
    },
    { signal },
  );
  for (const end of ['pointerup', 'pointercancel'] as const)
    element.addEventListener(
      end,
      () => {
        delete element.dataset['dragging'];
      },
      { signal },
    );

  element.addEventListener(
    'keydown',
    (event) => {
      const direction = arrows[event.key];
      if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const step = event.shiftKey ? bigArrowStep : arrowStep;
      surface.panBy(inDevicePixels(direction.x * step, direction.y * step));
    },
    { signal },
  );

  return () => {
    controller.abort();
  };
}
