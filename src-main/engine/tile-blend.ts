/**
 * @file Joins the results of tiles into finished rows of the picture. Pure; runs in the engine.
 *
 * Where two tiles share pixels, the middle half of the shared part (or `blend` of it) fades from one to the other along a half sine; the
 * outer quarters, where a tile still feels its own border, come from the other tile alone (chaiNNer's blend). Weights
 * add up to 1 everywhere. Only one row of tiles is held in memory.
 */
import type { TileAxis, TilePlan } from './tile-plan.ts';

export type TileBlender = {
  /**
   * Adds the result of the tile at (column, row): one plane of float32 a channel, each `tile * scale` pixels square
   * or oblong, rows from the top. Values are multiplied by `gain`.
   */
  add(column: number, row: number, planes: readonly Float32Array[], gain: number): void;
  /**
   * Ends a row of tiles and returns the rows that nothing will change any more, interleaved. The view is valid until
   * the next `add`.
   */
  finishRow(row: number): Float32Array;
};

export function createTileBlender({ columns, rows }: TilePlan, scale: number, channels: number): TileBlender {
  const width = columns.length * scale;
  const height = rows.length * scale;
  const tileWidth = columns.tile * scale;
  const stride = width * channels;
  const window = new Float32Array(Math.min(rows.tile * scale, height) * stride);
  const columnWeights = columns.starts.map((_, index) => axisWeights(columns, index, scale));
  const rowWeights = rows.starts.map((_, index) => axisWeights(rows, index, scale));
  const top = (row: number) => (rows.starts[row] ?? rows.length) * scale;
  /** Samples at the window's start that `finishRow` handed out and that the next tile must not find. */
  let handedOut = 0;
  const dropFinishedRows = () => {
    window.copyWithin(0, handedOut);
    window.fill(0, window.length - handedOut);
    handedOut = 0;
  };

  return {
    add(column, row, planes, gain) {
      if (handedOut > 0) dropFinishedRows();
      const left = columns.starts[column]! * scale;
      const across = columnWeights[column]!;
      const down = rowWeights[row]!;
      const visibleWidth = Math.min(tileWidth, width - left);
      const visibleHeight = Math.min(rows.tile * scale, height - top(row));
      for (let y = 0; y < visibleHeight; y += 1) {
        const weight = down[y]! * gain;
        if (weight === 0) continue;
        const to = y * stride + left * channels;
        if (channels === 3) {
          addColours(window, to, planes, y * tileWidth, visibleWidth, weight, across);
          continue;
        }
        // Channels inside rows: the window's row stays in the processor's cache.
        for (let channel = 0; channel < channels; channel += 1) {
          const plane = planes[channel]!;
          for (let x = 0, from = y * tileWidth, at = to + channel; x < visibleWidth; x += 1, from += 1, at += channels) window[at]! += plane[from]! * weight * across[x]!;
        }
      }
    },
    finishRow(row) {
      handedOut = (top(row + 1) - top(row)) * stride;
      return window.subarray(0, handedOut);
    },
  };
}

/** A row of a colour picture, the usual case: its pixels are written in one go. */
function addColours(window: Float32Array, to: number, [red, green, blue]: readonly Float32Array[], from: number, width: number, weight: number, across: Float32Array): void {
  for (let x = 0, at = to; x < width; x += 1, at += 3) {
    const share = weight * across[x]!;
    window[at]! += red![from + x]! * share;
    window[at + 1]! += green![from + x]! * share;
    window[at + 2]! += blue![from + x]! * share;
  }
}

/** The weight of each result pixel of a tile along one axis, 0 to 1. */
export function axisWeights(axis: TileAxis, index: number, scale: number): Float32Array {
  const start = axis.starts[index]!;
  const previous = axis.starts[index - 1];
  const next = axis.starts[index + 1];
  return Float32Array.from({ length: axis.tile * scale }, (_, pixel) => {
    const position = start + (pixel + 0.5) / scale;
    const fadeIn = previous === undefined ? 1 : fade(position, start, previous + axis.tile, axis.blend);
    const fadeOut = next === undefined ? 0 : fade(position, next, start + axis.tile, axis.blend);
    return fadeIn * (1 - fadeOut);
  });
}

/** 0 to 1 along the middle `blend` of `from`..`to`, half of it if not told; 0 before it and 1 after it. */
function fade(position: number, from: number, to: number, blend = (to - from) / 2): number {
  if (blend <= 0) return position < from ? 0 : 1;
  const along = Math.min(1, Math.max(0, (position - (from + to) / 2) / blend + 0.5));
  return Math.sin((Math.PI / 2) * along) ** 2;
}
