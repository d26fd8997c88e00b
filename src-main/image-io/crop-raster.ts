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
  const sums = new Float64Array(columns * channels);
  const add = hasAlpha(shape) ? addOpaque : addPlain;
  for (let line = 0; line < lines; line += 1) {
    sums.fill(0);
    const [first, end] = [line * shrink, Math.min(count, (line + 1) * shrink)];
    for (let y = first; y < end; y += 1) add(rows, y, { width, channels, shrink }, sums);
    for (let column = 0; column < columns; column += 1) {
      const pixels = (end - first) * Math.min(shrink, width - column * shrink);
      const at = column * channels;
      const to = (line * columns + column) * channels;
      if (!hasAlpha(shape)) {
        for (let channel = 0; channel < channels; channel += 1) averaged[to + channel] = Math.round(sums[at + channel]! / pixels);
        continue;
      }
      const weights = sums[at + channels - 1]!;
      for (let channel = 0; channel < channels - 1; channel += 1) averaged[to + channel] = weights === 0 ? 0 : Math.round(sums[at + channel]! / weights);
      averaged[to + channels - 1] = Math.round(weights / pixels);
    }
  }
  return averaged;
}

type Squares = { readonly width: number; readonly channels: number; readonly shrink: number };

/** One row, a channel at a time: it runs for every pixel of the picture. */
function addPlain(rows: Rows, y: number, { width, channels, shrink }: Squares, sums: Float64Array): void {
  const start = y * width * channels;
  const step = shrink * channels;
  for (let channel = 0; channel < channels; channel += 1) {
    for (let to = channel, from = start + channel; to < sums.length; to += channels, from += step) {
      const end = Math.min(from + step, start + width * channels);
      let sum = 0;
      for (let at = from; at < end; at += channels) sum += rows[at]!;
      sums[to]! += sum;
    }
  }
}

/** Colours times opacity, and the opacity itself. */
function addOpaque(rows: Rows, y: number, { width, channels, shrink }: Squares, sums: Float64Array): void {
  for (let x = 0, at = y * width * channels; x < width; x += 1, at += channels) {
    const to = Math.floor(x / shrink) * channels;
    const opacity = rows[at + channels - 1]!;
    for (let channel = 0; channel < channels - 1; channel += 1) sums[to + channel]! += rows[at + channel]! * opacity;
    sums[to + channels - 1]! += opacity;
  }
}
