/** @file Where a pointer stands on the mask of what is shown, and how dabs of the brush lie in the view. Pure. */
import { paneAt, projectionOf } from '../canvas/panes.ts';
import type { Frame } from '../canvas/surface.ts';
import type { Size, ViewPoint } from '../canvas/viewport.ts';

/** Between pixels of the view and of a mask of `size`, in the pane where a gesture began. */
export type MaskMap = {
  /** Pixels of the view to one of the mask. */
  readonly zoom: number;
  toMask(point: ViewPoint): ViewPoint;
  toView(point: ViewPoint): ViewPoint;
};

export function maskMapAt({ panes, image, viewport }: Pick<Frame, 'panes' | 'image' | 'viewport'>, size: Size, at: ViewPoint): MaskMap | null {
  const pane = paneAt(panes, at);
  if (!pane) return null;
  const projection = projectionOf(viewport, pane.view);
  const [across, down] = [(projection.zoom * image.width) / size.width, (projection.zoom * image.height) / size.height];
  return {
    zoom: across,
    toMask: ({ x, y }) => ({ x: (x - projection.left) / across, y: (y - projection.top) / down }),
    toView: ({ x, y }) => ({ x: projection.left + x * across, y: projection.top + y * down }),
  };
}
