/**
 * @file The tile pyramid that the canvas draws from: one file of square tiles, every level half the one before.
 * Pure; the engine writes it, main serves it through `imago://tile/<id>/<level>/<column>/<row>`, the renderer draws it.
 * It serves the rows of a tile that are the picture's alone. Lists of pictures show `imago://tile/<id>/thumbnail`: the smallest level, made smaller, in rows without padding.
 *
 * Every tile is `tileSize * tileSize` RGBA pixels, 8 bits, straight alpha, sRGB or Display P3, rows from the top; tiles on
 * the right and bottom border are padded by repeating the last pixel. Tiles of a level stand row by row, levels one after
 * another from the full size down to the first that fits one tile.
 */
import { z } from 'zod';

export const tileSize = 512;
export const tileRowBytes = tileSize * 4;
export const tileBytes = tileSize * tileRowBytes;

export const pyramidSchema = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** What the values mean; absent: sRGB. */
  colourSpace: z.literal('display-p3').optional(),
});
export type Pyramid = z.infer<typeof pyramidSchema>;

export type PyramidLevel = {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** Bytes from the start of the file to the level's first tile. */
  readonly offset: number;
};

export function pyramidLevels({ width, height }: Pyramid): PyramidLevel[] {
  const levels: PyramidLevel[] = [];
  let offset = 0;
  for (let [w, h] = [width, height]; ; [w, h] = [Math.ceil(w / 2), Math.ceil(h / 2)]) {
    const columns = Math.ceil(w / tileSize);
    const rows = Math.ceil(h / tileSize);
    levels.push({ width: w, height: h, columns, rows, offset });
    if (columns === 1 && rows === 1) return levels;
    offset += columns * rows * tileBytes;
  }
}

/** Bytes from the start of the file to a tile, or undefined where the pyramid has no such tile. */
export function tileOffset(pyramid: Pyramid, level: number, column: number, row: number): number | undefined {
  return tilePlace(pyramid, level, column, row)?.offset;
}

/** Likewise, and how many bytes the rows of the picture take of the tile, which come first. */
export function tilePlace(pyramid: Pyramid, level: number, column: number, row: number): { readonly offset: number; readonly bytes: number } | undefined {
  const found = pyramidLevels(pyramid)[level];
  if (!found || !(column >= 0 && column < found.columns) || !(row >= 0 && row < found.rows)) return undefined;
  return { offset: found.offset + (row * found.columns + column) * tileBytes, bytes: Math.min(tileSize, found.height - row * tileSize) * tileRowBytes };
}

/** A tile of which whole rows were served, the last one repeated as in the file; null for anything else. */
export function wholeTile(rows: Uint8ClampedArray<ArrayBuffer>): Uint8ClampedArray<ArrayBuffer> | null {
  if (rows.length === 0 || rows.length > tileBytes || rows.length % tileRowBytes !== 0) return null;
  if (rows.length === tileBytes) return rows;
  const tile = new Uint8ClampedArray(tileBytes);
  tile.set(rows);
  for (let at = rows.length; at < tileBytes; at += tileRowBytes) tile.copyWithin(at, rows.length - tileRowBytes, rows.length);
  return tile;
}

/** Pixels of a thumbnail's longer side, if the picture has as many. */
const thumbnailSide = 144;

export function thumbnailSize(pyramid: Pyramid): { readonly width: number; readonly height: number } {
  const { width, height } = pyramidLevels(pyramid).at(-1)!;
  const scale = Math.min(1, thumbnailSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
