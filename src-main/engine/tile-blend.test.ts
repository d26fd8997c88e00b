import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisWeights, createTileBlender } from './tile-blend.ts';
import { planTiles } from './tile-plan.ts';

describe('axisWeights', () => {
  it('adds up to 1 over all tiles at every result pixel', () => {
    const axes = fc.record({ length: fc.integer({ min: 1, max: 400 }), tile: fc.integer({ min: 16, max: 120 }), overlap: fc.integer({ min: 0, max: 12 }) });
    fc.assert(
      fc.property(axes, fc.integer({ min: 1, max: 4 }), ({ length, tile, overlap }, scale) => {
        const { columns } = planTiles({ width: length, height: 1, channels: 1 }, { tile, overlap, sizeMultiple: 1, scale });
        const sums = new Float64Array(length * scale);
        columns.starts.forEach((start, index) => {
          axisWeights(columns, index, scale).forEach((weight, pixel) => (sums[start * scale + pixel]! += weight));
        });
        expect(Math.max(...sums.map((sum) => Math.abs(sum - 1)))).toBeLessThan(1e-6);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('gives the outer quarter of a shared part to the neighbour and fades along a half sine between', () => {
    const axis = { length: 28, tile: 20, starts: [0, 8] };
    const weights = axisWeights(axis, 0, 1);
    expect(Array.from(weights.slice(0, 11))).toEqual(Array(11).fill(1));
    expect(Array.from(weights.slice(17))).toEqual([0, 0, 0]);
    expect(weights[13]).toBeCloseTo(Math.cos((Math.PI / 2) * (2.5 / 6)) ** 2, 6);
  });
});

describe('createTileBlender', () => {
  it('hands out rows once nothing below can change them, and every row once', () => {
    const plan = planTiles({ width: 5, height: 40, channels: 1 }, { tile: 16, overlap: 3, sizeMultiple: 1, scale: 3 });
    const blender = createTileBlender(plan, 3, 1);
    const counts = plan.rows.starts.map((_, row) => {
      blender.add(0, row, [new Float32Array(plan.rows.tile * 3 * 15).fill(row + 1)], 0.5);
      return blender.finishRow(row).length / 15;
    });
    expect(counts.reduce((sum, count) => sum + count)).toBe(120);
    expect(counts[0]).toBe(plan.rows.starts[1]! * 3);
  });
});
