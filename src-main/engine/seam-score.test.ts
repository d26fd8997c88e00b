import { describe, expect, it } from 'vitest';
import { testPlanes } from '../testing/tiny-generators.ts';
import { createSeamMeter, seamLimit } from './seam-score.ts';
import { planTiles } from './tile-plan.ts';

const [width, height] = [300, 200];
const plan = planTiles({ width, height, channels: 3 }, { tile: 120, overlap: 12, sizeMultiple: 1, scale: 1, blend: 4 });

/** A picture to which each tile of the plan adds a brightness of its own, from the middle of what it shares on. */
function scoreOf(step: number, ofTile: typeof plan = plan): number | null {
  const planes = testPlanes(width, height);
  const tileAt = (place: number, { starts, tile }: typeof plan.columns) => starts.filter((start, index) => index > 0 && place >= (start + starts[index - 1]! + tile) / 2).length;
  const rows = new Float32Array(3 * width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const shift = step * ((tileAt(x, ofTile.columns) + tileAt(y, ofTile.rows)) % 2);
      for (let channel = 0; channel < 3; channel += 1) rows[(y * width + x) * 3 + channel] = planes[(channel * height + y) * width + x]! + shift;
    }
  }
  const meter = createSeamMeter(ofTile, 1, { width, channels: 3 });
  // In uneven windows, as rows of tiles come.
  for (const [first, count] of [[0, 70], [70, 1], [71, 129]] as const) meter.add(rows.subarray(first * width * 3, (first + count) * width * 3), first);
  return meter.score();
}

describe('the seam score', () => {
  it('is about 1 for a picture without seams', () => {
    expect(Math.abs(scoreOf(0)! - 1)).toBeLessThan(0.2);
  });

  it('rises with the step between tiles, above its limit where it shows', () => {
    const scores = [0, 0.02, 0.06].map((step) => scoreOf(step)!);
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    expect(scores[0]!).toBeLessThan(seamLimit);
    expect(scores[2]!).toBeGreaterThan(seamLimit);
  });

  it('is null where one tile is all', () => {
    expect(scoreOf(0.1, planTiles({ width, height, channels: 3 }, { tile: 400, overlap: 12, sizeMultiple: 1, scale: 1 }))).toBeNull();
  });
});
