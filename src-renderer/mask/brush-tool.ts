/** @file Brush and eraser: a pen's or mouse's events become a stroke, drawn while it lasts. Past React. Renderer. */
import type { MaskStroke } from '../../src-shared/mask.ts';
import type { Dab } from '../../src-shared/mask/stroke.ts';
import { placeOn } from '../canvas/gestures.ts';
import type { ViewPoint } from '../canvas/viewport.ts';
import type { Brush } from '../stores/mask-tools.ts';
import { createLiveStroke } from './live-stroke.ts';
import type { MaskOverlay } from './overlay.ts';
import { simplifyLine } from './simplify.ts';
import type { Gesture } from './gesture.ts';
import type { MaskMap } from './tool-pointer.ts';

/** Shares of the radius: how far the pen goes before a dab is added, and how much a line may differ that has fewer points. */
const dabPitch = 0.06;
const lineTolerance = 0.02;

/** A point of a stroke, in pixels of the mask. */
export type BrushPoint = ViewPoint & { readonly pressure: number };

type BrushStart = {
  readonly element: HTMLElement;
  readonly overlay: MaskOverlay;
  readonly map: MaskMap;
  readonly brush: Brush;
  readonly erases: boolean;
  /** Where a straight line begins; null for a stroke of its own. */
  readonly from: BrushPoint | null;
  /** Told of the stroke and of its last point. */
  readonly onStroke: (stroke: MaskStroke, last: BrushPoint) => void;
};

export function beginBrush(down: PointerEvent, { element, overlay, map, brush, erases, from, onStroke }: BrushStart): Gesture {
  const radius = brush.size / 2;
  const frame = overlay.frame()!;
  const live = createLiveStroke(frame.view, { radius: radius * map.zoom, hardness: brush.hardness, opacity: brush.opacity, erases });
  const points: BrushPoint[] = [];
  const pointOf = (event: PointerEvent): BrushPoint => ({ ...map.toMask(placeOn(element, event)), pressure: brush.pressure && event.pointerType === 'pen' ? event.pressure : 1 });
  const dabOf = ({ pressure, ...point }: BrushPoint): Dab => ({ ...map.toView(point), radius: radius * map.zoom * pressure });
  const isFar = (point: BrushPoint) => {
    const last = points.at(-1);
    return !last || Math.hypot(point.x - last.x, point.y - last.y) >= Math.max(0.75 / map.zoom, dabPitch * radius);
  };

  function add(fresh: readonly BrushPoint[], predicted: readonly BrushPoint[]): void {
    const far: BrushPoint[] = [];
    for (const point of fresh) {
      if (!isFar(point)) continue;
      points.push(point);
      far.push(point);
    }
    const tail = [...fresh.slice(-1), ...predicted];
    overlay.redraw(live.extend(far.map(dabOf), tail.map(dabOf)));
  }

  overlay.setStroke(live);
  add([...(from ? [from] : []), pointOf(down)], []);
  return {
    move(event) {
      const coalesced = event.getCoalescedEvents();
      add((coalesced.length > 0 ? coalesced : [event]).map(pointOf), event.getPredictedEvents().map(pointOf));
    },
    end(event) {
      const last = pointOf(event);
      // A pen that is lifted has no pressure any more.
      const end = { ...last, pressure: points.at(-1)!.pressure };
      if (points.length === 1 ? isFar(end) : end.x !== points.at(-1)!.x || end.y !== points.at(-1)!.y) points.push(end);
      overlay.finishStroke();
      onStroke({ kind: 'stroke', mode: erases ? 'subtract' : 'add', points: asNumbers(points, radius), radius, hardness: brush.hardness, opacity: brush.opacity }, end);
    },
    cancel() {
      overlay.setStroke(null);
    },
  };
}

/** Rounded to what no eye tells apart, so that a stroke is short as text. */
function asNumbers(points: readonly BrushPoint[], radius: number): number[] {
  const inPixels = points.flatMap(({ x, y, pressure }) => [x, y, pressure * radius]);
  return simplifyLine(inPixels, 3, Math.max(0.25, lineTolerance * radius)).map((value, index) => (index % 3 === 2 ? round(value / radius, 1000) : round(value, 100)));
}

const round = (value: number, steps: number): number => Math.round(value * steps) / steps;
