/** @file The tools of the mask on the canvas: which gesture a press begins, and where its shape goes. Past React. Renderer. */
import type { MaskShape } from '../../src-shared/mask.ts';
import { placeOn } from '../canvas/gestures.ts';
import type { Rectangle, Size, ViewPoint } from '../canvas/viewport.ts';
import { type MaskTool, useMaskTools } from '../stores/mask-tools.ts';
import { type BrushPoint, beginBrush } from './brush-tool.ts';
import type { Gesture } from './gesture.ts';
import { beginBox, beginLasso, beginPolygon, type PolygonDraft } from './outline-tools.ts';
import type { MaskOverlay } from './overlay.ts';
import { maskMapAt } from './tool-pointer.ts';

export type ToolTarget = {
  /** Size of the mask that is worked on; null where there is nothing to work on. */
  size(): Size | null;
  add(shape: MaskShape): void;
  /** Selects what is like the pixel here, or what stands out in a box, in pixels of the mask. */
  selectLike(point: ViewPoint, mode: MaskShape['mode']): void;
  selectObject(box: Rectangle, mode: MaskShape['mode']): void;
  cancelSelection(): void;
};

/** Listens on the element until the returned function is called. */
export function bindMaskTools(element: HTMLElement, overlay: MaskOverlay, target: ToolTarget): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  let gesture: Gesture | null = null;
  let polygon: PolygonDraft | null = null;
  /** Where the last stroke ended: a press with shift goes on from there in a straight line. */
  let last: BrushPoint | null = null;
  const state = () => useMaskTools.getState();

  function begin(event: PointerEvent, tool: MaskTool): void {
    const size = target.size();
    const frame = overlay.frame();
    const map = size && frame && maskMapAt(frame, size, placeOn(element, event));
    if (!map || state().selecting) return;
    const { brush, subtract } = state();
    const mode = subtract !== event.altKey ? 'subtract' : 'add';
    const outline = { element, overlay, map, mode, onShape: target.add } as const;
    switch (tool) {
      case 'brush':
      case 'eraser': {
        const onStroke = (stroke: MaskShape, end: BrushPoint) => {
          last = end;
          target.add(stroke);
        };
        gesture = beginBrush(event, { element, overlay, map, brush, erases: (tool === 'eraser') !== event.altKey, from: event.shiftKey ? last : null, onStroke });
        break;
      }
      case 'lasso':
        gesture = beginLasso(event, outline);
        break;
      case 'polygon':
        polygon = beginPolygon(event, outline, () => {
          polygon = null;
        });
        break;
      case 'rectangle':
      case 'ellipse':
        gesture = beginBox(event, { ...outline, kind: tool, onBox: (box) => { target.add({ kind: tool, mode, ...box }); } });
        break;
      case 'object':
        gesture = beginBox(event, { ...outline, kind: 'rectangle', onBox: (box) => { target.selectObject(box, mode); } });
        break;
      case 'wand':
        target.selectLike(map.toMask(placeOn(element, event)), mode);
        break;
    }
  }

  element.addEventListener(
    'pointerdown',
    (event) => {
      const { tool } = state();
      if (event.button !== 0 || gesture || tool === 'move') return;
      event.preventDefault();
      // Keys are the canvas's from here on, not those of a field that was typed in.
      element.parentElement!.querySelector<HTMLElement>('.picture-canvas')!.focus({ preventScroll: true });
      if (polygon) return polygon.add(event);
      begin(event, tool);
      if (gesture) element.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (gesture) gesture.move(event);
      else polygon?.hover(event);
    },
    { signal },
  );
  element.addEventListener(
    'pointerup',
    (event) => {
      const ended = gesture;
      gesture = null;
      ended?.end(event);
    },
    { signal },
  );
  const cancel = () => {
    gesture?.cancel();
    gesture = null;
    polygon?.cancel();
  };
  element.addEventListener('pointercancel', cancel, { signal });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' && polygon) polygon.close();
      else if (event.key === 'Escape' && state().selecting) target.cancelSelection();
      else if (event.key === 'Escape' && (polygon || gesture)) cancel();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal, capture: true },
  );
  const stopTools = useMaskTools.subscribe(({ tool }, before) => {
    if (tool !== before.tool) cancel();
  });
  return () => {
    cancel();
    stopTools();
    controller.abort();
  };
}
