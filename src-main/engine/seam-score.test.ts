import { describe, expect, it } from 'vitest';
import { testPlanes } from '../testing/tiny-generators.ts';
import { createSeamMeter, seamLimit } from './seam-score.ts';
import { planTiles, type TilePlan } from './tile-plan.ts';

const [width, height] = [300, 200];
const planOf = (overlap: number, blend: number | undefined = 4, tile = 120) => planTiles({ width, height, channels: 3 }, { tile, overlap, sizeMultiple: 1, scale: 1, blend });
const plan = planOf(12);

type Picture = readonly [Float32Array, Float32Array, Float32Array];
type Place = { readonly column: number; readonly row: number; /** Within the tile. */ readonly x: number; readonly y: number; readonly side: number };

const textured = [0, 1, 2].map((channel) => testPlanes(width, height).subarray(channel * width * height, (channel + 1) * width * height)) as unknown as Picture;
const flat = [0, 1, 2].map(() => new Float32Array(width * height).fill(0.5)) as unknown as Picture;
/** Bright from the middle of the first border on, across and down. */
const bordered = textured.map((plane) => {
  const [across, down] = [plan.columns, plan.rows].map(({ starts, tile }) => Math.round((starts[1]! + tile) / 2));
  return plane.map((value, at) => value * 0.2 + (at % width >= across! ? 0.3 : 0) + (at / width >= down! ? 0.3 : 0));
}) as unknown as Picture;

/** Of a picture whose tiles a generator changes, each in its own way. */
function scoreOf(picture: Picture, change: (place: Place) => number = () => 0, { columns, rows }: TilePlan = plan): number | null {
  const meter = createSeamMeter({ columns, rows }, 1, 3);
  for (const [row, top] of rows.starts.entries()) {
    for (const [column, left] of columns.starts.entries()) {
      const planes = picture.map((plane) => Float32Array.from({ length: columns.tile * rows.tile }, (_, at) => {
        const [x, y] = [at % columns.tile, Math.floor(at / columns.tile)];
        return 255 * (plane[Math.min(height - 1, top + y) * width + Math.min(width - 1, left + x)]! + change({ column, row, x, y, side: columns.tile }));
      }));
      meter.add(column, row, planes, 1 / 255);
    }
  }
  return meter.score();
}

/** Each tile brighter or darker than its neighbours. */
const steps = (step: number) => ({ column, row }: Place) => step * ((column + row) % 2);

describe('the seam score', () => {
  it.each([['texture', textured], ['an even tone', flat], ['edges that lie on borders by chance', bordered]])('is 1 for %s without seams', (_, picture) => {
    expect(scoreOf(picture)).toBeCloseTo(1, 4);
  });

  it.each([['texture', textured], ['edges that lie on borders by chance', bordered]])('rises with the step between tiles in %s, above its limit where it shows', (_, picture) => {
    const scores = [0, 0.02, 0.06].map((step) => scoreOf(picture, steps(step))!);
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    expect(scores[2]!).toBeGreaterThan(seamLimit);
  });

  it('sees a step of one of 255 in an even tone', () => {
    expect(scoreOf(flat, steps(1 / 255))!).toBeGreaterThan(seamLimit);
  });

  it('sees tiles that get darker towards their own borders', () => {
    const darker = ({ x, y, side }: Place) => -0.1 * Math.exp(-Math.min(x, side - 1 - x, y, side - 1 - y) / 5);
    const faint = textured.map((plane) => plane.map((value) => 0.2 * value)) as unknown as Picture;
    expect(scoreOf(faint, darker, planOf(4, undefined))!).toBeGreaterThan(seamLimit);
  });

  it('judges tiles that share nothing by what lies beside their border', () => {
    const apart = planOf(0, 0);
    expect(Math.abs(scoreOf(textured, undefined, apart)! - 1)).toBeLessThan(0.15);
    expect(scoreOf(textured, steps(0.06), apart)!).toBeGreaterThan(seamLimit);
  });

  it('is null where one tile is all', () => {
    expect(scoreOf(textured, steps(0.1), planOf(12, 4, 400))).toBeNull();
  });
});
