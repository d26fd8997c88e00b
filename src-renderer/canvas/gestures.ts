/** @file Mouse, pen, touchpad and keys on the canvas, turned into moves of a surface. Renderer. */
import type { Surface } from './surface.ts';
import type { ViewPoint } from './viewport.ts';
import { wheelMove } from './wheel.ts';

const arrowStep = 40;
const bigArrowStep = 240;

const arrows: Record<string, ViewPoint> = {
  ArrowLeft: { x: 1, y: 0 },
  ArrowRight: { x: -1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

const inDevicePixels = ({ x, y }: ViewPoint): ViewPoint => ({ x: x * devicePixelRatio, y: y * devicePixelRatio });

/** A pointer's place on an element, in device pixels from its corner. */
export function placeOn(element: HTMLElement, { clientX, clientY }: MouseEvent): ViewPoint {
  const { left, top } = element.getBoundingClientRect();
  return inDevicePixels({ x: clientX - left, y: clientY - top });
}

/** Listens on the element until the returned function is called. Any button drags; there is no other tool yet. */
export function bindGestures(element: HTMLElement, surface: Surface): () => void {
  const controller = new AbortController();
  const { signal } = controller;

  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const move = wheelMove(event);
      if (move.kind === 'pan') surface.panBy(inDevicePixels(move.by));
      else surface.zoomBy(move.factor, placeOn(element, event), move.smooth);
    },
    { signal, passive: false },
  );
  bindDrag(element, surface, signal);
  bindSpace(element, signal);
  element.addEventListener(
    'keydown',
    (event) => {
      const direction = arrows[event.key];
      if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const step = event.shiftKey ? bigArrowStep : arrowStep;
      surface.panBy(inDevicePixels({ x: direction.x * step, y: direction.y * step }));
    },
    { signal },
  );
  return () => {
    controller.abort();
  };
}

function bindDrag(element: HTMLElement, surface: Surface, signal: AbortSignal): void {
  let last: ViewPoint = { x: 0, y: 0 };
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button > 1) return;
      event.preventDefault();
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      element.dataset['dragging'] = '';
      last = { x: event.clientX, y: event.clientY };
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (!element.hasPointerCapture(event.pointerId)) return;
      const now = { x: event.clientX, y: event.clientY };
      surface.panBy(inDevicePixels({ x: now.x - last.x, y: now.y - last.y }));
      last = now;
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
}

/** While space is held a drag moves the picture whatever lies over the canvas: the parent is marked, and overlays let the pointer through. */
function bindSpace(element: HTMLElement, signal: AbortSignal): void {
  const stage = element.parentElement!;
  const release = () => {
    delete stage.dataset['panning'];
  };
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey || !panned(event.target, element)) return;
      event.preventDefault();
      stage.dataset['panning'] = '';
    },
    { signal },
  );
  window.addEventListener(
    'keyup',
    (event) => {
      if (event.key === ' ') release();
    },
    { signal },
  );
  window.addEventListener('blur', release, { signal });
}

/** Where the focus is on nothing, on the canvas or on what lies over it, space has no other meaning. */
const panned = (target: EventTarget | null, element: HTMLElement): boolean =>
  target === document.body || (target instanceof HTMLElement && element.parentElement!.contains(target) && !target.closest('button, input, select, a'));
