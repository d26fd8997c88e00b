/** @file A small picture out of a pyramid's smallest level, for the cursor of a drag. Pure; used by main. */
import { type Pyramid, pyramidLevels, tileSize } from '../../src-shared/pyramid.ts';

/** Where that level's one tile stands, and how much of it is picture. */
export function smallestTile(pyramid: Pyramid): { readonly level: number; readonly width: number; readonly height: number } {
  const levels = pyramidLevels(pyramid);
  const { width, height } = levels.at(-1)!;
  return { level: levels.length - 1, width, height };
}

/** From a tile's straight RGBA to what Electron's bitmaps are: premultiplied BGRA, row after row of the picture alone. */
export function bitmapOf(tile: Uint8Array, { width, height }: { readonly width: number; readonly height: number }): Buffer {
  const bitmap = Buffer.alloc(width * height * 4);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0, from = y * tileSize * 4; x < width; x++, from += 4, to += 4) {
      const alpha = tile[from + 3]!;
      bitmap[to] = Math.round((tile[from + 2]! * alpha) / 255);
      bitmap[to + 1] = Math.round((tile[from + 1]! * alpha) / 255);
      bitmap[to + 2] = Math.round((tile[from]! * alpha) / 255);
      bitmap[to + 3] = alpha;
    }
  return bitmap;
}
