import { describe, expect, it } from 'vitest';
import { pyramidLevels, tileBytes, tileOffset } from './pyramid.ts';

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
