/** @file What the canvas shows: one picture, or a source and its result over each other. Pure. */
import type { Pyramid } from '../../src-shared/pyramid.ts';

/** A pyramid to draw; `id` is its address at `imago://tile`. */
export type Layer = { readonly id: string; readonly pyramid: Pyramid; readonly alpha: boolean };

export type Scene = {
  /** The picture whose view this is; its place and zoom are remembered under it. */
  readonly pictureId: string;
  readonly before: Layer;
  /** Fills the same place as `before`, whatever its size. */
  readonly after: Layer | null;
};

/** Image space of a scene is that of its result, so that 100 % shows the result's own pixels. */
export const sceneSize = ({ before, after }: Scene): Pyramid => (after ?? before).pyramid;
