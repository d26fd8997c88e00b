import { describe, expect, it } from 'vitest';
import { fit } from './viewport.ts';
import { levelFor, visibleTiles } from './visible-tiles.ts';

const layer = { id: 'p', pyramid: { width: 1300, height: 700 }, alpha: false };
const image = layer.pyramid;

describe('levelFor', () => {
  it.each([
    [4, 0],
    [1, 0],
    [0.51, 0],
    [0.5, 1],
    [0.26, 1],
    [0.01, 2],
  ])('at zoom %f takes level %i', (zoom, level) => {
    expect(levelFor(layer, image, { centre: { x: 0, y: 0 }, zoom })).toBe(level);
  });

  it('counts the pixels of a source that is stretched over its result', () => {
    expect(levelFor(layer, { width: 5200, height: 2800 }, { centre: { x: 0, y: 0 }, zoom: 0.125 })).toBe(1);
  });
});

describe('visibleTiles', () => {
  it('covers the fitted picture without gaps or overlaps', () => {
    const view = { width: 1001, height: 603 };
    const tiles = visibleTiles(layer, 0, image, fit(image, view), view);
    expect(tiles.map((tile) => tile.key)).toEqual(['p/0/0/0', 'p/0/1/0', 'p/0/2/0', 'p/0/0/1', 'p/0/1/1', 'p/0/2/1']);
    expect(tiles.map((tile) => [tile.part.width, tile.part.height]).at(-1)).toEqual([1300 - 1024, 700 - 512]);
    for (const row of [tiles.slice(0, 3), tiles.slice(3)])
      for (const [left, right] of [[row[0]!, row[1]!], [row[1]!, row[2]!]] as const) expect(left.place.x + left.place.width).toBe(right.place.x);
    expect(tiles[0]!.place.y + tiles[0]!.place.height).toBe(tiles[3]!.place.y);
  });

  it('leaves out what the view does not see', () => {
    const keys = visibleTiles(layer, 0, image, { centre: { x: 1200, y: 650 }, zoom: 4 }, { width: 300, height: 200 }).map((tile) => tile.key);
    expect(keys).toEqual(['p/0/2/1']);
  });
});
