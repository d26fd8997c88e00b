import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRaster, openRaster, type RasterShape } from '../image-io/raster.ts';
import { lanczosTaps, resampleRaster } from './resample.ts';
import type { Samples } from './tensor.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

async function resampled(shape: RasterShape, samples: Samples, size: { width: number; height: number; depth: 8 | 16 }): Promise<Samples> {
  const folder = await temporaryFolder();
  const writer = await createRaster(join(folder, 'a'), shape, null);
  await writer.writeRows(samples);
  await writer.finish();
  const source = await openRaster(join(folder, 'a'));
  const target = await createRaster(join(folder, 'b'), { ...shape, ...size }, null);
  await resampleRaster(source, target, new AbortController().signal);
  await target.finish();
  await source.close();
  const result = await openRaster(join(folder, 'b'));
  const rows = await result.readRows(0, result.height);
  await result.close();
  return rows;
}

describe('lanczosTaps', () => {
  it('stays inside the source and adds up to 1', () => {
    for (const [from, to] of [[1, 3], [7, 5], [400, 300], [5, 40]] as const) {
      const taps = lanczosTaps(from, to);
      expect(taps).toHaveLength(to);
      for (const { first, weights } of taps) {
        expect(first).toBeGreaterThanOrEqual(0);
        expect(first + weights.length).toBeLessThanOrEqual(from);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      }
    }
  });
});

describe('resampleRaster', () => {
  it('keeps a ramp a ramp on both axes, in every channel, across blocks of rows', async () => {
    const shape = { width: 120, height: 240, channels: 2, depth: 16 } as const;
    const samples = new Uint16Array(120 * 240 * 2);
    for (let y = 0; y < 240; y += 1) for (let x = 0; x < 120; x += 1) samples.set([400 * x + 1000, 200 * y + 3000], (y * 120 + x) * 2);
    const result = await resampled(shape, samples, { width: 90, height: 180, depth: 16 });
    for (const [x, y] of [[20, 30], [60, 63], [45, 64], [70, 150]] as const) {
      const [across, down] = result.subarray((y * 90 + x) * 2);
      expect(across! - (400 * ((x + 0.5) * (4 / 3) - 0.5) + 1000)).toBeCloseTo(0, -1);
      expect(down! - (200 * ((y + 0.5) * (4 / 3) - 0.5) + 3000)).toBeCloseTo(0, -1);
    }
  });

  it('averages what is finer than the result can show', async () => {
    const stripes = Uint8Array.from({ length: 64 * 4 }, (_, index) => (index % 2 === 0 ? 40 : 200));
    const result = await resampled({ width: 64, height: 4, channels: 1, depth: 8 }, stripes, { width: 20, height: 4, depth: 8 });
    for (const value of result.slice(3, 17)) expect(Math.abs(value - 120)).toBeLessThanOrEqual(3);
  });
});
