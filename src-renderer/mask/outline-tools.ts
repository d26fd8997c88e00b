/** @file Lasso, polygon, rectangle, ellipse and the box of an object: outlines that are drawn, then filled. Past React. Renderer. */
import type { MaskShape } from '../../src-shared/mask.ts';
import { placeOn } from '../canvas/gestures.ts';
import type { Rectangle, ViewPoint } from '../canvas/viewport.ts';
import type { MaskOverlay } from './overlay.ts';
import { simplifyLine } from './simplify.ts';
import type { MaskMap } from './tool-pointer.ts';
import type { Gesture } from './gesture.ts';

type OutlineStart = { readonly element: HTMLElement; readonly overlay: MaskOverlay; readonly map: MaskMap; readonly mode: MaskShape['mode']; readonly onShape: (shape: MaskShape) => void };

/** A drag shorter than this, in pixels of the view, is a slip of the hand. */
const leastDrag = 3;
const lassoTolerance = 0.5;

function pathThrough(points: readonly ViewPoint[], map: MaskMap, closed: boolean): Path2D {
  const path = new Path2D();
  for (const point of points) {
    const { x, y } = map.toView(point);
    path.lineTo(x, y);
  }
  if (closed) path.closePath();
  return path;
}

const polygonOf = (points: readonly ViewPoint[], mode: MaskShape['mode']): MaskShape => ({ kind: 'polygon', mode, points: points.flatMap(({ x, y }) => [rounded(x), rounded(y)]) });
const rounded = (value: number): number => Math.round(value * 100) / 100;

export function beginLasso(down: PointerEvent, { element, overlay, map, mode, onShape }: OutlineStart): Gesture {
  const points = [map.toMask(placeOn(element, down))];
  const show = () => {
    overlay.setDraft({ path: pathThrough(points, map, true), erases: mode === 'subtract' });
  };
  return {
    move(event) {
      const coalesced = event.getCoalescedEvents();
      for (const it of coalesced.length > 0 ? coalesced : [event]) points.push(map.toMask(placeOn(element, it)));
      show();
    },
    end() {
      overlay.setDraft(null);
      const numbers = simplifyLine(points.flatMap(({ x, y }) => [x, y]), 2, Math.max(0.25, lassoTolerance / map.zoom));
      const line = Array.from({ length: numbers.length / 2 }, (_, index) => ({ x: numbers[2 * index]!, y: numbers[2 * index + 1]! }));
      if (line.length >= 3) onShape(polygonOf(line, mode));
    },
    cancel() {
      overlay.setDraft(null);
    },
  };
}

type Box = { readonly kind: 'rectangle' | 'ellipse' };

/** Shift keeps both sides equal. `onBox` is told the box in pixels of the mask. */
export function beginBox(down: PointerEvent, { kind, onBox, element, overlay, map, mode }: Omit<OutlineStart, 'onShape'> & Box & { readonly onBox: (box: Rectangle) => void }): Gesture {
  const start = placeOn(element, down);
  let box: Rectangle = { ...start, width: 0, height: 0 };
  return {
    move(event) {
      box = boxBetween(start, placeOn(element, event), event);
      const path = new Path2D();
      if (kind === 'rectangle') path.rect(box.x, box.y, box.width, box.height);
      else path.ellipse(box.x + box.width / 2, box.y + box.height / 2, box.width / 2, box.height / 2, 0, 0, 2 * Math.PI);
      overlay.setDraft({ path, erases: mode === 'subtract' });
    },
    end() {
      overlay.setDraft(null);
      if (box.width < leastDrag || box.height < leastDrag) return;
      const { x, y } = map.toMask(box);
      const far = map.toMask({ x: box.x + box.width, y: box.y + box.height });
      onBox({ x: rounded(x), y: rounded(y), width: rounded(far.x - x), height: rounded(far.y - y) });
    },
    cancel() {
      overlay.setDraft(null);
    },
  };
}

function boxBetween(from: ViewPoint, to: ViewPoint, { shiftKey }: { readonly shiftKey: boolean }): Rectangle {
  let [dx, dy] = [to.x - from.x, to.y - from.y];
  if (shiftKey) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    [dx, dy] = [Math.sign(dx) * side, Math.sign(dy) * side];
  }
  return { x: Math.min(from.x, from.x + dx), y: Math.min(from.y, from.y + dy), width: Math.abs(dx), height: Math.abs(dy) };
}

/** A corner for every click; closed by a click on the first one, a double click or Enter. */
export type PolygonDraft = { add(event: MouseEvent): void; hover(event: MouseEvent): void; close(): void; cancel(): void };

/** Device pixels around the first corner in which a click closes the polygon. */
const closingDistance = 10;

export function beginPolygon(down: MouseEvent, { element, overlay, map, mode, onShape }: OutlineStart, onEnd: () => void): PolygonDraft {
  const corners = [map.toMask(placeOn(element, down))];
  const end = () => {
    overlay.setDraft(null);
    onEnd();
  };
  const close = () => {
    end();
    if (corners.length >= 3) onShape(polygonOf(corners, mode));
  };
  return {
    add(event) {
      const at = placeOn(element, event);
      const first = map.toView(corners[0]!);
      const last = map.toView(corners.at(-1)!);
      if (corners.length >= 3 && Math.hypot(at.x - first.x, at.y - first.y) <= closingDistance) return close();
      // The second click of a double click lies where the first one did.
      if (Math.hypot(at.x - last.x, at.y - last.y) <= 2) return close();
      corners.push(map.toMask(at));
    },
    hover(event) {
      overlay.setDraft({ path: pathThrough([...corners, map.toMask(placeOn(element, event))], map, true), erases: mode === 'subtract' });
    },
    close,
    cancel: end,
  };
}
