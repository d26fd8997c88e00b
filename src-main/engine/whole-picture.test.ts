import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRaster } from '../image-io/raster.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { readSmall } from './whole-picture.ts';

async function write(width: number, height: number, channels: 1 | 2 | 3 | 4, value: (x: number, y: number, channel: number) => number): Promise<string> {
  const path = join(await temporaryFolder(), 'raster');
  const writer = await createRaster(path, { width, height, channels, depth: 8 }, null);
  await writer.writeRows(Uint8Array.from({ length: width * height * channels }, (_, index) => value(Math.floor(index / channels) % width, Math.floor(index / channels / width), index % channels)));
  await writer.finish();
  return path;
}

describe('readSmall', () => {
  it('takes means of areas, and repeats borders up to the size that is asked for', async () => {
    const raster = await write(150, 90, 3, (x, y, channel) => x + (channel === 1 ? y : 0));
    const small = await readSmall(raster, { side: 50, sizeMultiple: 16 });
    expect(small).toMatchObject({ width: 50, height: 30, planeWidth: 64, planeHeight: 32 });
    const at = (x: number, y: number, channel: number) => small.planes[(channel * 32 + y) * 64 + x]! * 255;
    expect(at(7, 3, 0)).toBeCloseTo(3 * 7 + 1, 3);
    expect(at(7, 3, 1)).toBeCloseTo(3 * 7 + 1 + 3 * 3 + 1, 3);
    expect(at(63, 31, 2)).toBeCloseTo(148, 3);
  });

  it('keeps the mean where the sizes do not divide, and a small picture as it is', async () => {
    const raster = await write(71, 53, 1, (x, y) => (x * 5 + y * 3) % 256);
    const all = await readSmall(raster, { side: 999, sizeMultiple: 1 });
    expect([all.width, all.height]).toEqual([71, 53]);
    const small = await readSmall(raster, { side: 40, sizeMultiple: 1 });
    const mean = ({ planes }: { planes: Float32Array }) => planes.reduce((sum, value) => sum + value, 0) / planes.length;
    expect(mean(small)).toBeCloseTo(mean(all), 5);
  });

  it('counts colours as much as they are opaque', async () => {
    const raster = await write(4, 4, 4, (x, _y, channel) => (channel === 3 ? (x % 2 === 0 ? 255 : 0) : x % 2 === 0 ? 200 : 0));
    const small = await readSmall(raster, { side: 2, sizeMultiple: 1 });
    for (const value of small.planes) expect(value * 255).toBeCloseTo(200, 1);
  });
});
