import { describe, expect, it } from 'vitest';
import { pyramidLevels, tileBytes, tileOffset, tileRowBytes, wholeTile } from './pyramid.ts';

describe('pyramidLevels', () => {
  it('halves, rounding up, down to the first level of one tile', () => {
    const levels = pyramidLevels({ width: 1025, height: 600 });
    expect(levels.map(({ width, height, columns, rows }) => [width, height, columns, rows])).toEqual([
      [1025, 600, 3, 2],
      [513, 300, 2, 1],
      [257, 150, 1, 1],
    ]);
    expect(levels.map((level) => level.offset / tileBytes)).toEqual([0, 6, 8]);
  });

  it('finds a tile by level, column and row, and none outside', () => {
    const pyramid = { width: 1025, height: 600 };
    expect(tileOffset(pyramid, 0, 2, 1)).toBe(5 * tileBytes);
    expect(tileOffset(pyramid, 1, 1, 0)).toBe(7 * tileBytes);
    expect(tileOffset(pyramid, 0, 3, 0)).toBeUndefined();
    expect(tileOffset(pyramid, 3, 0, 0)).toBeUndefined();
    expect(tileOffset(pyramid, 0, -1, 0)).toBeUndefined();
    expect(tileOffset(pyramid, 0, Number.NaN, 0)).toBeUndefined();
  });
});

describe('wholeTile', () => {
  it('repeats the last row that was served', () => {
    const rows = new Uint8ClampedArray(3 * tileRowBytes).map((_, at) => 10 * Math.floor(at / tileRowBytes) + (at % 7));
    const tile = wholeTile(rows)!;
    expect(tile).toHaveLength(tileBytes);
    expect(tile.subarray(0, rows.length)).toEqual(rows);
    for (const row of [3, 511]) expect(tile.subarray(row * tileRowBytes, (row + 1) * tileRowBytes)).toEqual(rows.subarray(2 * tileRowBytes));
  });

  it('takes nothing that is no rows of a tile', () => {
    for (const length of [0, tileRowBytes - 4, tileBytes + tileRowBytes]) expect(wholeTile(new Uint8ClampedArray(length))).toBeNull();
  });
});
