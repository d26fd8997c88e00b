import { describe, expect, it } from 'vitest';
import { projectionOf } from './panes.ts';
import { fit } from './viewport.ts';
import { levelFor, standIn, tileKey, visibleTiles } from './visible-tiles.ts';

const layer = { id: 'p', pyramid: { width: 1300, height: 700 }, alpha: false };
const placed = { layer, area: { x: 0, y: 0, width: 1300, height: 700 } };
const at = (zoom: number, left = 0, top = 0) => ({ zoom, left, top });

describe('levelFor', () => {
  it.each([
    [4, 0],
    [1, 0],
    [0.51, 0],
    [0.5, 1],
    [0.26, 1],
    [0.01, 2],
  ])('at zoom %f takes level %i', (zoom, level) => {
    expect(levelFor(placed, at(zoom))).toBe(level);
  });

  it('counts the pixels of a source that is stretched over its result', () => {
    expect(levelFor({ layer, area: { x: 0, y: 0, width: 5200, height: 2800 } }, at(0.125))).toBe(1);
  });
});

describe('visibleTiles', () => {
  it('covers the fitted picture without gaps or overlaps', () => {
    const view = { x: 0, y: 0, width: 1001, height: 603 };
    const tiles = visibleTiles(placed, 0, projectionOf(fit(layer.pyramid, view), view), view);
    expect(tiles.map((tile) => tile.key)).toEqual(['p/0/0/0', 'p/0/1/0', 'p/0/2/0', 'p/0/0/1', 'p/0/1/1', 'p/0/2/1']);
    expect(tiles.map((tile) => [tile.part.width, tile.part.height]).at(-1)).toEqual([1300 - 1024, 700 - 512]);
    for (const row of [tiles.slice(0, 3), tiles.slice(3)])
      for (const [left, right] of [[row[0]!, row[1]!], [row[1]!, row[2]!]] as const) expect(left.place.x + left.place.width).toBe(right.place.x);
    expect(tiles[0]!.place.y + tiles[0]!.place.height).toBe(tiles[3]!.place.y);
  });

  it('leaves out what the clip does not show, and starts with none beyond its end', () => {
    const keys = (clip: { x: number; y: number; width: number; height: number }) => visibleTiles(placed, 0, at(1, -100, -60), clip).map((tile) => tile.key);
    expect(keys({ x: 0, y: 0, width: 412, height: 452 })).toEqual(['p/0/0/0']);
    expect(keys({ x: 0, y: 0, width: 413, height: 453 })).toEqual(['p/0/0/0', 'p/0/1/0', 'p/0/0/1', 'p/0/1/1']);
    expect(keys({ x: 950, y: 480, width: 30, height: 20 })).toEqual(['p/0/2/1']);
    expect(keys({ x: 1300, y: 0, width: 30, height: 20 })).toEqual([]);
  });

  it('puts a patch where it belongs', () => {
    const patch = { layer: { id: 'q', pyramid: { width: 600, height: 300 }, alpha: false }, area: { x: 100, y: 50, width: 300, height: 150 } };
    const tiles = visibleTiles(patch, 0, at(2, 7, 9), { x: 0, y: 0, width: 2000, height: 2000 });
    expect(tiles.map(({ place }) => place)).toEqual([
      { x: 207, y: 109, width: 512, height: 300 },
      { x: 719, y: 109, width: 88, height: 300 },
    ]);
  });
});

describe('standIn', () => {
  it('finds a tile’s part of the picture one and two levels up', () => {
    const tile = visibleTiles(placed, 0, at(1), { x: 600, y: 600, width: 10, height: 10 })[0]!;
    expect(tile.key).toBe('p/0/1/1');
    expect(standIn(placed, tile, 1)).toEqual({ key: 'p/1/0/0', from: { x: 256, y: 256, width: 256, height: 94 } });
    expect(standIn(placed, tile, 2)).toEqual({ key: 'p/2/0/0', from: { x: 128, y: 128, width: 128, height: 47 } });
    const corner = visibleTiles(placed, 0, at(1), { x: 1200, y: 0, width: 10, height: 10 })[0]!;
    expect(standIn(placed, corner, 1)).toEqual({ key: 'p/1/1/0', from: { x: 0, y: 0, width: 138, height: 256 } });
  });
});

it('says in a key what the values mean', () => {
  const wide = { id: 'w', pyramid: { width: 9, height: 9, colourSpace: 'display-p3' as const }, alpha: false };
  expect(tileKey(wide, { level: 1, column: 2, row: 3 })).toBe('w/1/2/3#display-p3');
});
