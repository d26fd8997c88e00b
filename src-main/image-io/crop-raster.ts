/** @file Copies a region of a raster into a new one, smaller by a whole factor if wanted; engine process. */
import type { Region } from '../../src-shared/region.ts';
import { createRaster, openRaster, type Rows } from './raster.ts';
import { hasAlpha, type RasterShape } from './raster-file.ts';

/** Result rows in memory at a time. */
const rowsAtOnce = 64;

/**
 * `region` lies in the picture. Squares of `shrink` source pixels a side become one by their mean, in which colours count
 * as much as they are opaque; squares that the region's right and bottom border cuts are the mean of what is left of them.
 */
export async function cropRaster(from: string, to: string, region: Region, shrink = 1): Promise<void> {
  const source = await openRaster(from);
  try {
    const shape = { width: Math.ceil(region.width / shrink), height: Math.ceil(region.height / shrink), channels: source.channels, depth: source.depth };
    const target = await createRaster(to, shape, from);
    let finished = false;
    try {
      for (let top = 0; top < shape.height; top += rowsAtOnce) {
        const first = region.y + top * shrink;
        const count = Math.min(rowsAtOnce * shrink, region.y + region.height - first);
        const rows = cutColumns(await source.readRows(first, count), source, region);
        await target.writeRows(shrink === 1 ? rows : averageSquares(rows, { ...shape, width: region.width }, count, shrink));
      }
      await target.finish();
      finished = true;
    } finally {
      if (!finished) await target.discard();
    }
  } finally {
    await source.close();
  }
}

const rowsLike = (rows: Rows, length: number): Rows => (rows instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length));

function cutColumns(rows: Rows, { width, channels }: RasterShape, region: Region): Rows {
  if (region.width === width) return rows;
  const count = rows.length / (width * channels);
  const line = region.width * channels;
  const cut = rowsLike(rows, count * line);
  for (let row = 0; row < count; row += 1) {
    const start = (row * width + region.x) * channels;
    cut.set(rows.subarray(start, start + line), row * line);
  }
  return cut;
}

function averageSquares(rows: Rows, shape: RasterShape, count: number, shrink: number): Rows {
  const { width, channels } = shape;
  const [columns, lines] = [Math.ceil(width / shrink), Math.ceil(count / shrink)];
  const averaged = rowsLike(rows, columns * lines * channels);
  const colours = hasAlpha(shape) ? channels - 1 : channels;
  const sums = new Float64Array(channels);
  for (let line = 0; line < lines; line += 1) {
    for (let column = 0; column < columns; column += 1) {
      sums.fill(0);
      let weights = 0;
      let pixels = 0;
      for (let y = line * shrink; y < Math.min(count, (line + 1) * shrink); y += 1) {
        for (let x = column * shrink; x < Math.min(width, (column + 1) * shrink); x += 1) {
          const at = (y * width + x) * channels;
          const weight = colours === channels ? 1 : rows[at + colours]!;
          for (let channel = 0; channel < colours; channel += 1) sums[channel]! += rows[at + channel]! * weight;
          weights += weight;
          pixels += 1;
        }
      }
      const to = (line * columns + column) * channels;
      for (let channel = 0; channel < colours; channel += 1) averaged[to + channel] = weights === 0 ? 0 : Math.round(sums[channel]! / weights);
      if (colours < channels) averaged[to + colours] = Math.round(weights / pixels);
    }
  }
  return averaged;
}
