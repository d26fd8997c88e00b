import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTiles, planTiles, type TileAxis } from './tile-plan.ts';

const needs = { tile: 64, overlap: 6, sizeMultiple: 1, scale: 2 };
const sizes = fc.record({ width: fc.integer({ min: 1, max: 700 }), height: fc.integer({ min: 1, max: 900 }), channels: fc.constantFrom(1, 2, 3, 4) });

function neighbours({ starts }: TileAxis): [number, number][] {
  return starts.slice(1).map((start, index) => [starts[index]!, start]);
}

describe('planTiles', () => {
  it('covers a picture with the smallest equal tiles that share twice the overlap', () => {
    const { columns, rows } = planTiles({ width: 300, height: 64, channels: 3 }, needs);
    expect(columns).toEqual({ length: 300, tile: 60, starts: [0, 48, 96, 144, 192, 240] });
    expect(rows).toEqual({ length: 64, tile: 64, starts: [0] });
  });

  it.each([
    [{ width: 1, height: 1 }, 1],
    [{ width: 1, height: 4000 }, 77],
    [{ width: 4000, height: 1 }, 77],
  ])('needs no special case for %j', (size, tiles) => {
    expect(countTiles(planTiles({ ...size, channels: 3 }, needs))).toBe(tiles);
  });

  it('rounds tiles and their positions to what the network can take', () => {
    const { columns } = planTiles({ width: 131, height: 8, channels: 3 }, { ...needs, sizeMultiple: 8 });
    expect(columns.tile % 8).toBe(0);
    expect(columns.starts.map((start) => start % 8)).toEqual(columns.starts.map(() => 0));
    expect(columns.starts.at(-1)! + columns.tile).toBe(136);
  });

  it('makes rows of tiles lower where a row would take too much memory', () => {
    const picture = { width: 6000, height: 4000, channels: 3 };
    const { columns, rows } = planTiles(picture, { ...needs, tile: 256, scale: 8, windowBytes: 2 ** 29 });
    expect(columns.tile).toBeGreaterThan(200);
    expect(rows.tile * 8 * 6000 * 8 * 3 * 4).toBeLessThanOrEqual(2 ** 29);
  });

  it('cuts a picture of one tile in two along its longer side, where that is worth it', () => {
    const paired = (width: number, height: number) => planTiles({ width, height, channels: 3 }, { ...needs, tile: 300, sizeMultiple: 8, pair: true });
    expect(paired(256, 200)).toEqual({ columns: { length: 256, tile: 136, starts: [0, 120] }, rows: { length: 200, tile: 200, starts: [0] } });
    expect(paired(100, 290).rows.starts).toHaveLength(2);
    expect([countTiles(paired(120, 100)), countTiles(paired(640, 100))]).toEqual([1, 4]);
  });

  it('leaves no tile over where they run in pairs', () => {
    const counts = (pair: boolean) => [[1156, 864], [864, 1156], [900, 400], [300, 280]].map(([width, height]) => countTiles(planTiles({ width: width!, height: height!, channels: 3 }, { ...needs, tile: 400, overlap: 8, pair })));
    expect(counts(false)).toEqual([9, 9, 3, 1]);
    expect(counts(true)).toEqual([12, 12, 4, 2]);
    // Tiles of 24 share 12 with each neighbour and can be no shorter.
    expect(countTiles(planTiles({ width: 144, height: 24, channels: 3 }, { ...needs, tile: 24, pair: true }))).toBe(11);
  });

  it('covers every pixel, shares enough with each neighbour and never reaches a multiple past the border', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 32, max: 300 }), fc.integer({ min: 0, max: 40 }), fc.constantFrom(1, 2, 8), fc.boolean(), (size, tile, overlap, sizeMultiple, pair) => {
        const { columns, rows } = planTiles(size, { tile, overlap, sizeMultiple, pair, scale: 2 });
        for (const axis of [columns, rows]) {
          const end = axis.starts.at(-1)! + axis.tile;
          expect(axis.starts[0]).toBe(0);
          expect(end).toBeGreaterThanOrEqual(axis.length);
          expect(end - axis.length).toBeLessThan(sizeMultiple);
          for (const [previous, next] of neighbours(axis)) {
            expect(next).toBeGreaterThan(previous);
            expect(previous + axis.tile - next).toBeGreaterThanOrEqual(2 * overlap);
          }
        }
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });
});
