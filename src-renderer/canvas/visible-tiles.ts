/** @file Which tiles of a layer the view needs, and where each is drawn. Pure. */
import { type PyramidLevel, pyramidLevels, tileSize } from '../../src-shared/pyramid.ts';
import type { Projection } from './panes.ts';
import type { Layer } from './scene.ts';
import type { Rectangle, Size } from './viewport.ts';

/** A layer and the part of image space that it fills. */
export type PlacedLayer = { readonly layer: Layer; readonly area: Rectangle };

export type TileAddress = { readonly level: number; readonly column: number; readonly row: number };

export type VisibleTile = TileAddress & {
  /** `<id>/<level>/<column>/<row>`, behind it `#display-p3` where the values are not sRGB. */
  readonly key: string;
  /** The part of the tile that holds picture, from its top left corner. */
  readonly part: Size;
  /** Canvas pixels, whole ones, so that neighbours meet without a gap. */
  readonly place: Rectangle;
  /** Squared distance of its middle from the middle of the clip: the nearest is wanted first. */
  readonly distance: number;
};

export const tileKey = ({ id, pyramid }: Pick<Layer, 'id' | 'pyramid'>, { level, column, row }: TileAddress): string =>
  `${id}/${level}/${column}/${row}${pyramid.colourSpace ? `#${pyramid.colourSpace}` : ''}`;
export const lastLevel = ({ pyramid }: Layer): number => pyramidLevels(pyramid).length - 1;

/** The coarsest level that still has a pixel for every device pixel. */
export function levelFor({ layer, area }: PlacedLayer, { zoom }: Projection): number {
  const layerZoom = (zoom * area.width) / layer.pyramid.width;
  return Math.min(lastLevel(layer), Math.max(0, Math.floor(Math.log2(1 / layerZoom))));
}

export const partOf = ({ width, height }: PyramidLevel, { column, row }: TileAddress): Size => ({
  width: Math.min(tileSize, width - column * tileSize),
  height: Math.min(tileSize, height - row * tileSize),
});

/** The tiles of one level, as far as the clip shows them. */
export function visibleTiles({ layer, area }: PlacedLayer, level: number, { zoom, left, top }: Projection, clip: Rectangle): VisibleTile[] {
  const found = pyramidLevels(layer.pyramid)[level];
  if (!found) return [];
  // Canvas pixels from the level's pixels: x0 + x * across.
  const across = (zoom * area.width) / found.width;
  const down = (zoom * area.height) / found.height;
  const x0 = left + area.x * zoom;
  const y0 = top + area.y * zoom;
  const seen = (from: number, to: number, unit: number, length: number): number[] => {
    const first = Math.max(0, Math.floor(from / unit / tileSize));
    const last = from < length * unit ? Math.ceil(Math.min(to / unit, length) / tileSize) : 0;
    return Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  };
  return seen(clip.y - y0, clip.y + clip.height - y0, down, found.height).flatMap((row) =>
    seen(clip.x - x0, clip.x + clip.width - x0, across, found.width).map((column): VisibleTile => {
      const address = { level, column, row };
      const part = partOf(found, address);
      const [x, y] = [Math.round(x0 + column * tileSize * across), Math.round(y0 + row * tileSize * down)];
      const [right, bottom] = [Math.round(x0 + (column * tileSize + part.width) * across), Math.round(y0 + (row * tileSize + part.height) * down)];
      return {
        ...address,
        key: tileKey(layer, address),
        part,
        place: { x, y, width: right - x, height: bottom - y },
        distance: ((x + right) / 2 - clip.x - clip.width / 2) ** 2 + ((y + bottom) / 2 - clip.y - clip.height / 2) ** 2,
      };
    }),
  );
}

/** The tile of a coarser level that holds the same part of the picture, and where in it. */
export function standIn({ layer }: PlacedLayer, tile: VisibleTile, level: number): { readonly key: string; readonly from: Rectangle } {
  const levels = pyramidLevels(layer.pyramid);
  const [sharp, coarse] = [levels[tile.level]!, levels[level]!];
  const shrink = 2 ** (level - tile.level);
  const address = { level, column: Math.floor(tile.column / shrink), row: Math.floor(tile.row / shrink) };
  const held = partOf(coarse, address);
  const scale = { x: coarse.width / sharp.width, y: coarse.height / sharp.height };
  const x = Math.min(held.width - 1, tile.column * tileSize * scale.x - address.column * tileSize);
  const y = Math.min(held.height - 1, tile.row * tileSize * scale.y - address.row * tileSize);
  return {
    key: tileKey(layer, address),
    from: { x: Math.max(0, x), y: Math.max(0, y), width: Math.min(tile.part.width * scale.x, held.width - x), height: Math.min(tile.part.height * scale.y, held.height - y) },
  };
}
