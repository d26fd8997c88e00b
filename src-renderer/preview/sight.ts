/** @file Which part of a picture the canvas shows. Pure. */
import type { Region } from '../../src-shared/region.ts';

type Size = { readonly width: number; readonly height: number };

/** What a frame of the canvas says of itself; `image` is the space of the viewport, `view` is in device pixels. */
type Shown = {
  readonly scene: { readonly pictureId: string };
  readonly image: Size;
  readonly viewport: { readonly centre: { readonly x: number; readonly y: number }; readonly zoom: number };
  readonly panes: readonly { readonly view: Size }[];
};

export type Sight = {
  readonly pictureId: string;
  /** In source pixels. */
  readonly region: Region;
  /** Device pixels per source pixel. */
  readonly zoom: number;
};

/** Null where nothing of the picture is in sight. */
export function sightOf({ scene, image, viewport: { centre, zoom }, panes }: Shown, source: Size): Sight | null {
  const [pane] = panes;
  if (!pane) return null;
  const scale = source.width / image.width;
  const along = (middle: number, view: number, length: number) => {
    const start = Math.max(0, Math.floor((middle - view / zoom / 2) * scale));
    return [start, Math.min(length, Math.ceil((middle + view / zoom / 2) * scale)) - start] as const;
  };
  const [x, width] = along(centre.x, pane.view.width, source.width);
  const [y, height] = along(centre.y, pane.view.height, source.height);
  return width > 0 && height > 0 ? { pictureId: scene.pictureId, region: { x, y, width, height }, zoom: zoom / scale } : null;
}
