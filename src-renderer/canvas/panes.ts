/** @file How the view is divided among what is compared: pure geometry, in device pixels of the canvas. */
import type { Comparison, Scene, Side } from './scene.ts';
import type { Rectangle, Size, ViewPoint, Viewport } from './viewport.ts';

export type Pane = {
  /** What the viewport maps to. */
  readonly view: Rectangle;
  /** The part of the view that is drawn. */
  readonly clip: Rectangle;
  readonly name: 'before' | 'after';
  readonly side: Side;
  /** Drawn as its difference from this, times the gain. */
  readonly against: { readonly side: Side; readonly gain: number } | null;
};

/** Device pixels between two panes. */
const gap = 2;

/** `split`: the share of the view that stands before a slider's boundary. `peeking` shows what was before, everywhere. */
export function panesOf(scene: Scene, comparison: Comparison, { split, peeking, view }: { readonly split: number; readonly peeking: boolean; readonly view: Size }): Pane[] {
  const whole = { x: 0, y: 0, width: view.width, height: view.height };
  const { after: changed } = scene;
  const before = (at: Rectangle, clip: Rectangle): Pane => ({ view: at, clip, name: 'before', side: scene.before, against: null });
  if (!changed || peeking) return [before(whole, whole)];
  const after = (at: Rectangle, clip: Rectangle): Pane => ({ view: at, clip, name: 'after', side: changed, against: null });
  switch (comparison.kind) {
    case 'off':
      return [after(whole, whole)];
    case 'difference':
      return [{ ...after(whole, whole), against: { side: scene.before, gain: comparison.gain } }];
    case 'slider': {
      const [first, second] = cut(whole, comparison.axis === 'horizontal', split, 0);
      return [before(whole, first), after(whole, second)].filter(({ clip }) => clip.width > 0 && clip.height > 0);
    }
    case 'side': {
      const [first, second] = cut(whole, comparison.axis === 'horizontal', 0.5, gap);
      return [before(first, first), after(second, second)];
    }
  }
}

function cut({ width, height }: Rectangle, across: boolean, share: number, between: number): [Rectangle, Rectangle] {
  const length = (across ? width : height) - between;
  const first = Math.round(length * share);
  return across
    ? [{ x: 0, y: 0, width: first, height }, { x: first + between, y: 0, width: length - first, height }]
    : [{ x: 0, y: 0, width, height: first }, { x: 0, y: first + between, width, height: length - first }];
}

/** The pane under a point; the nearest where it lies between two. */
export function paneAt(panes: readonly Pane[], { x, y }: ViewPoint): Pane | undefined {
  return panes.findLast(({ clip }) => x >= clip.x && y >= clip.y) ?? panes[0];
}

/** Canvas pixels from image pixels: `x = left + imageX * zoom`. */
export type Projection = { readonly zoom: number; readonly left: number; readonly top: number };

export function projectionOf({ centre, zoom }: Viewport, { x, y, width, height }: Rectangle): Projection {
  return { zoom, left: x + width / 2 - centre.x * zoom, top: y + height / 2 - centre.y * zoom };
}
