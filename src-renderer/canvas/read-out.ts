/** @file Which pixels lie under the pointer, and how their values are written. Pure. */
import { tileSize } from '../../src-shared/pyramid.ts';
import { type Pane, projectionOf } from './panes.ts';
import type { Layer, Patch, Side } from './scene.ts';
import type { ImagePoint, Size, ViewPoint, Viewport } from './viewport.ts';
import { tileKey } from './visible-tiles.ts';

/** A pixel of a layer's full size, as its tile and the place in it. */
export type Probe = { readonly tile: string; readonly x: number; readonly y: number };
/** Straight alpha, 0 to 255 each. */
export type Rgba = readonly [number, number, number, number];

/** The whole picture pixel under a point of the canvas; null beside the picture. */
export function pixelUnder(pane: Pane, image: Size, viewport: Viewport, { x, y }: ViewPoint): ImagePoint | null {
  const { zoom, left, top } = projectionOf(viewport, pane.view);
  const pixel = { x: Math.floor((x - left) / zoom), y: Math.floor((y - top) / zoom) };
  return pixel.x >= 0 && pixel.y >= 0 && pixel.x < image.width && pixel.y < image.height ? pixel : null;
}

/** Where the middle of a picture pixel lies in one state of the picture. */
export function probeAt({ layer, patches }: Side, image: Size, pixel: ImagePoint): Probe {
  const at = { x: (pixel.x + 0.5) / image.width, y: (pixel.y + 0.5) / image.height };
  const patch = patches.findLast(({ place }) => at.x >= place.x && at.y >= place.y && at.x < place.x + place.width && at.y < place.y + place.height);
  return patch ? probe(patch, inside(patch, at)) : probe(layer, at);
}

const inside = ({ place }: Patch, { x, y }: ImagePoint): ImagePoint => ({ x: (x - place.x) / place.width, y: (y - place.y) / place.height });

function probe(layer: Layer, at: ImagePoint): Probe {
  const { width, height } = layer.pyramid;
  const [x, y] = [Math.min(width - 1, Math.floor(at.x * width)), Math.min(height - 1, Math.floor(at.y * height))];
  const tile = tileKey(layer, { level: 0, column: Math.floor(x / tileSize), row: Math.floor(y / tileSize) });
  return { tile, x: x % tileSize, y: y % tileSize };
}

/** `#rrggbb`, with alpha `#rrggbbaa`. */
export function hex(value: Rgba, alpha: boolean): string {
  return `#${value.slice(0, alpha ? 4 : 3).map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
