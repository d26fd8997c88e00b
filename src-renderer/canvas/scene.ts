/** @file What the canvas shows: one picture, or two states of it over or beside each other. Pure. */
import type { Pyramid } from '../../src-shared/pyramid.ts';
import type { Rectangle, Size } from './viewport.ts';

/** A pyramid to draw; `id` is its address at `imago://tile`. */
export type Layer = { readonly id: string; readonly pyramid: Pyramid; readonly alpha: boolean };

/** A layer over a part of the picture; `place` in parts of the picture's width and height, 0 to 1. */
export type Patch = Layer & { readonly place: Rectangle };

/** One state of the picture: a layer and what lies over parts of it, the first below. */
export type Side = { readonly layer: Layer; readonly patches: readonly Patch[]; /** How much of the patches shows, 0 to 1; absent: all of it. */ readonly opacity?: number };

export type Scene = {
  /** The picture whose view this is; its place and zoom are remembered under it. */
  readonly pictureId: string;
  /** Pixels of the picture, where a layer with fewer only stands in for it. */
  readonly source?: Size;
  readonly before: Side;
  /** Fills the same place as `before`, whatever its size; what is shown where nothing is compared. */
  readonly after: Side | null;
};

/** `horizontal`: a boundary that moves from left to right, or panes from left to right. */
export type Axis = 'horizontal' | 'vertical';

export type Comparison =
  | { readonly kind: 'off' }
  /** The source left of, or above, a boundary. */
  | { readonly kind: 'slider'; readonly axis: Axis }
  | { readonly kind: 'side'; readonly axis: Axis }
  /** Absolute difference of every channel, times `gain`. */
  | { readonly kind: 'difference'; readonly gain: number };

/** Whether what stands in for a larger picture has a pixel for every one that the view shows of it, at so many device pixels per image pixel. */
export function isFine(scene: Scene, { zoom }: { readonly zoom: number }): boolean {
  const { layer } = scene.before;
  return !scene.source || layer.pyramid.width >= Math.floor(scene.source.width * Math.min(1, zoom));
}

/** Image space of a scene is that of the larger of what it shows, so that 100 % shows real pixels. */
export function sceneSize({ source, before, after }: Scene): Size {
  const sizes = [before.layer.pyramid, ...(after ? [after.layer.pyramid] : []), ...(source ? [source] : [])];
  const { width, height } = sizes.reduce((largest, size) => (size.width > largest.width ? size : largest));
  return { width, height };
}
