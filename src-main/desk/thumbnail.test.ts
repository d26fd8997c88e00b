import { expect, it } from 'vitest';
import { tileBytes, tileSize } from '../../src-shared/pyramid.ts';
import { bitmapOf, smallestTile } from './thumbnail.ts';

it('finds the level that fits one tile', () => {
  expect(smallestTile({ width: 1300, height: 700 })).toEqual({ level: 2, width: 325, height: 175 });
  expect(smallestTile({ width: 40, height: 30 })).toEqual({ level: 0, width: 40, height: 30 });
});

it('cuts the picture out of the tile, as premultiplied BGRA', () => {
  const tile = new Uint8Array(tileBytes).fill(9);
  tile.set([10, 20, 30, 255, 100, 200, 50, 51], 0);
  tile.set([1, 2, 3, 255, 4, 5, 6, 0], tileSize * 4);
  expect([...bitmapOf(tile, { width: 2, height: 2 })]).toEqual([30, 20, 10, 255, 10, 40, 20, 51, 3, 2, 1, 255, 0, 0, 0, 0]);
});
