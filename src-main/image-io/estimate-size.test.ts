import { readdir, stat } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEncodeBench, type EncodeBench } from './encode-bench.ts';
import { estimateSize, mosaicOf } from './estimate-size.ts';
import { createRaster } from './raster.ts';

let bench: EncodeBench;
beforeEach(async () => {
  bench = await createEncodeBench();
});
afterEach(() => bench.remove());

/** Busy on the left, calm on the right and towards the bottom. */
async function drawUneven(width: number, height: number): Promise<void> {
  let state = 7;
  const noise = () => ((state = (state * 48271) % 2147483647) / 2147483647) * 90;
  const rows = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      const busy = x < width * 0.6 ? noise() * (1 - y / height) : 0;
      rows.set([(x * 120) / width + busy, (y * 120) / height + busy, 60 + busy], at);
    }
  const writer = await createRaster(bench.raster, { width, height, channels: 3, depth: 8 }, null);
  await writer.writeRows(rows);
  await writer.finish();
}

async function estimate(options: Parameters<EncodeBench['target']>[0]) {
  const estimated = await estimateSize(bench.raster, bench.target(options));
  if (!estimated.ok) throw new Error(estimated.error.message);
  return estimated.value;
}

describe('estimateSize', () => {
  it.each([
    { format: 'jpeg', quality: 80 },
    { format: 'png' },
    { format: 'webp', quality: 95 },
    { format: 'jpeg', resize: { by: 'percent', percent: 70 } },
  ] as const)('comes close from a sample: $format', async (options) => {
    await drawUneven(2100, 1500);
    const { bytes, exact } = await estimate(options);
    const saved = await bench.save(options);
    expect(exact).toBe(false);
    expect(Math.abs(bytes / saved.bytes - 1)).toBeLessThan(0.15);
  });

  it('is exact for a small picture, and writes nothing where the picture would go', async () => {
    await drawUneven(310, 200);
    const { bytes, exact } = await estimate({ format: 'jpeg' });
    expect([exact, await bench.outputs(), (await readdir(bench.folder)).sort()]).toEqual([true, [], ['out', 'raster']]);
    expect(bytes).toBe((await stat((await bench.save({ format: 'jpeg' })).path)).size);
  });

  it('says what the format cannot hold', async () => {
    await bench.makeRaster({ width: 16_400, height: 1, channels: 1, depth: 8 });
    expect(await estimateSize(bench.raster, bench.target({ format: 'webp' }))).toMatchObject({ ok: false, error: { code: 'target-failed' } });
  });
});

describe('mosaicOf', () => {
  it('spreads squares over the picture without leaving it', () => {
    expect(mosaicOf({ width: 4000, height: 1100 }, 256)).toEqual({ side: 256, xs: [372, 1372, 2372, 3372], ys: [10, 285, 560, 835] });
  });

  it('takes what a strip has room for', () => {
    expect(mosaicOf({ width: 300, height: 90_000 }, 256).xs).toEqual([22]);
  });
});
