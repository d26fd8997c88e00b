/** @file Which tiles of a layer the view needs, and where each is drawn. Pure. */
import { pyramidLevels, tileSize } from '../../src-shared/pyramid.ts';
import type { Layer } from './scene.ts';
import { type Size, type Viewport, imageToView, viewToImage } from './viewport.ts';

type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type VisibleTile = {
  /** `<id>/<level>/<column>/<row>`. */
  readonly key: string;
  /** The part of the tile that holds picture, from its top left corner. */
  readonly part: Size;
  /** Device pixels, whole ones, so that neighbours meet without a gap. */
  readonly place: Rectangle;
  /** Squared distance of its middle from the middle of the view: the nearest is wanted first. */
  readonly distance: number;
};

/** The coarsest level that still has a pixel for every device pixel. */
export function levelFor(layer: Layer, image: Size, { zoom }: Viewport): number {
  const layerZoom = (zoom * image.width) / layer.pyramid.width;
  const last = pyramidLevels(layer.pyramid).length - 1;
  return Math.min(last, Math.max(0, Math.floor(Math.log2(1 / layerZoom))));
}

/** Tiles of one level of a layer that covers all of `image`, as far as the view sees them. */
export function visibleTiles(layer: Layer, level: number, image: Size, viewport: Viewport, view: Size): VisibleTile[] {
  const found = pyramidLevels(layer.pyramid)[level];
  if (!found) return [];
  const across = image.width / found.width;
  const down = image.height / found.height;
  const topLeft = viewToImage(viewport, view, { x: 0, y: 0 });
  const bottomRight = viewToImage(viewport, view, { x: view.width, y: view.height });
  const seen = (from: number, to: number, unit: number, count: number): number[] => {
    const first = Math.max(0, Math.floor(from / unit / tileSize));
    const last = Math.min(count - 1, Math.floor(to / unit / tileSize));
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  };
  return seen(topLeft.y, bottomRight.y, down, found.rows).flatMap((row) =>
    seen(topLeft.x, bottomRight.x, across, found.columns).map((column): VisibleTile => {
      const part = { width: Math.min(tileSize, found.width - column * tileSize), height: Math.min(tileSize, found.height - row * tileSize) };
      const [left, top] = [column * tileSize * across, row * tileSize * down];
      const start = imageToView(viewport, view, { x: left, y: top });
      const end = imageToView(viewport, view, { x: left + part.width * across, y: top + part.height * down });
      const [x, y] = [Math.round(start.x), Math.round(start.y)];
      return {
        key: `${layer.id}/${level}/${column}/${row}`,
        part,
        place: { x, y, width: Math.round(end.x) - x, height: Math.round(end.y) - y },
        distance: ((start.x + end.x - view.width) / 2) ** 2 + ((start.y + end.y - view.height) / 2) ** 2,
      };
    }),
  );
}
