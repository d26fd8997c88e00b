import { expect, it } from 'vitest';
import { tileBytes, tileSize } from '../../src-shared/pyramid.ts';
import { shrinkTile } from './shrink-tile.ts';

/** A tile whose first rows are these pixels. */
function tileOf(rows: readonly (readonly number[])[][]): Uint8Array {
  const tile = new Uint8Array(tileBytes).fill(99);
  rows.forEach((row, y) => row.forEach((pixel, x) => tile.set(pixel, (y * tileSize + x) * 4)));
  return tile;
}
const pixelsOf = (bytes: Uint8Array) => Array.from({ length: bytes.length / 4 }, (_, index) => [...bytes.subarray(index * 4, index * 4 + 4)]);

it('takes the means of boxes, every pixel of the picture once and none of the padding', () => {
  const tile = tileOf([
    [[10, 20, 30, 255], [30, 40, 50, 255], [7, 8, 9, 255]],
    [[50, 60, 70, 255], [70, 80, 90, 255], [9, 10, 11, 255]],
  ]);
  expect(pixelsOf(shrinkTile(tile, { width: 2, height: 2 }, { width: 1, height: 1 }))).toEqual([[40, 50, 60, 255]]);
  expect(pixelsOf(shrinkTile(tile, { width: 3, height: 2 }, { width: 2, height: 1 }))).toEqual([[30, 40, 50, 255], [29, 35, 40, 255]]);
});

it('gives colours the weight of their opacity', () => {
  const tile = tileOf([[[200, 100, 50, 255], [0, 0, 0, 0]], [[100, 0, 150, 255], [255, 255, 255, 0]]]);
  expect(pixelsOf(shrinkTile(tile, { width: 2, height: 2 }, { width: 1, height: 1 }))).toEqual([[150, 50, 100, 128]]);
  expect(pixelsOf(shrinkTile(tileOf([[[9, 8, 7, 0]]]), { width: 1, height: 1 }, { width: 1, height: 1 }))).toEqual([[0, 0, 0, 0]]);
});

it('keeps what is small enough as it is', () => {
  const rows = [[[1, 2, 3, 255], [4, 5, 6, 255], [7, 8, 9, 255]]];
  expect(pixelsOf(shrinkTile(tileOf(rows), { width: 3, height: 1 }, { width: 3, height: 1 }))).toEqual(rows[0]);
});
