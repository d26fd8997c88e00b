/** @file Maps of a small picture by squares, and back by pixels. Pure; runs in the engine. */
import { boxMean } from './fit-transforms.ts';
import { spreadRows } from './local-transforms.ts';

export type Size = { readonly width: number; readonly height: number };
/** A grid of squares over a picture, the last ones narrower. */
export type Cells = Size & { readonly side: number };

export const cellsOf = ({ width, height }: Size, side: number): Cells => ({ side, width: Math.ceil(width / side), height: Math.ceil(height / side) });

/** A map of another resolution, spread over the pixels of `to`. */
export const spreadOver = (map: Float32Array, from: Size, to: Size): Float32Array =>
  spreadRows(map, from, { width: to.width, first: 0, count: to.height }, { x: 0, y: 0, across: to.width, down: to.height });

/** Means around each pixel, of a window whose weights fall off. */
export const around = (map: Float32Array, { width, height }: Size, reach: number): Float32Array => boxMean(boxMean(map, width, height, reach), width, height, reach);

/** 0 up to `from`, 1 beyond `to`, and straight between them. */
export const ramp = (value: number, from: number, to: number): number => Math.min(1, Math.max(0, (value - from) / (to - from)));

/** The mean of a map in each square. */
export function cellShares(map: Float32Array, { width, height }: Size, cells: Cells): Float32Array {
  const [sums, counts] = [new Float32Array(cells.width * cells.height), new Float32Array(cells.width * cells.height)];
  for (let y = 0, pixel = 0; y < height; y += 1) {
    const row = Math.floor(y / cells.side) * cells.width;
    for (let x = 0; x < width; x += 1, pixel += 1) {
      const to = row + Math.floor(x / cells.side);
      sums[to]! += map[pixel]!;
      counts[to]! += 1;
    }
  }
  return sums.map((sum, index) => sum / counts[index]!);
}
