import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRaster, openRaster, type RasterShape, type Rows } from '../../image-io/raster.ts';
import { createSessionCache } from '../../runtime/session-cache.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { wholeSource } from '../../testing/whole-source.ts';
import { createEngineMemory } from '../memory.ts';
import { createProgressMeter } from '../progress-meter.ts';
import { prepareInpaint } from './inpaint.ts';

const [width, height] = [97, 83];
let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

async function write(name: string, shape: RasterShape, value: (x: number, y: number, channel: number) => number): Promise<Rows> {
  const samples = new (shape.depth === 16 ? Uint16Array : Uint8Array)(shape.width * shape.height * shape.channels);
  for (let index = 0; index < samples.length; index += 1) {
    const pixel = Math.floor(index / shape.channels);
    samples[index] = value(pixel % shape.width, Math.floor(pixel / shape.width), index % shape.channels);
  }
  const writer = await createRaster(join(folder, name), shape, null);
  await writer.writeRows(samples);
  await writer.finish();
  return samples;
}

const writeMask = (inside: (x: number, y: number) => number, size = { width, height }) => write('mask', { ...size, channels: 1, depth: 8 }, inside);

async function run({ variant = 1, signal = new AbortController().signal } = {}) {
  const surroundings = { devices: ['cpu'] as const, tile: undefined, modelDirectories: ['models'], sessions: createSessionCache(), memory: createEngineMemory(), signal };
  const step = await prepareInpaint({ model: 'remove', variant }, surroundings);
  if (!step.ok) throw new Error(step.error.message);
  const [source, target, mask] = ['source', 'target', 'mask'].map((name) => join(folder, name)) as [string, string, string];
  return step.value.run({ source, target, mask, scratch: folder, meter: createProgressMeter(() => undefined, 0), whole: await wholeSource(source) });
}

async function result(): Promise<number[]> {
  const reader = await openRaster(join(folder, 'target'));
  const rows = await reader.readRows(0, reader.height);
  await reader.close();
  return [...rows];
}

const shapes = ([1, 2, 3, 4] as const).flatMap((channels) => ([8, 16] as const).map((depth) => ({ width, height, channels, depth })));

describe('inpaint', () => {
  it.each(shapes)('fills $channels channels of $depth bits and keeps the rest byte for byte', async (shape) => {
    const top = shape.depth === 16 ? 65535 : 255;
    const scene = (x: number, y: number, channel: number) => (channel === shape.channels - 1 && shape.channels % 2 === 0 ? top : Math.round(top * (0.2 + (x % 6 < 3 ? 0.3 : 0) + y / 400 + channel / 20)));
    // A blot that is no part of the scene, at the right border, under a soft mask.
    const blot = (x: number, y: number) => x >= 70 && y > 30 && y < 44;
    const before = await write('source', shape, (x, y, channel) => (blot(x, y) ? 0 : scene(x, y, channel)));
    const mask = await writeMask((x, y) => (blot(x, y) ? 255 : x >= 68 && y > 28 && y < 46 ? 128 : 0));
    expect(await run()).toMatchObject({ ok: true, value: { model: 'remove', tiles: 1 } });
    const after = await result();
    let [error, count] = [0, 0];
    after.forEach((sample, index) => {
      const pixel = Math.floor(index / shape.channels);
      if (mask[pixel] === 0 && sample !== before[index]) throw new Error(`sample ${index} changed`);
      if (mask[pixel] !== 255) return;
      error += Math.abs(sample - scene(pixel % width, Math.floor(pixel / width), index % shape.channels)) / top;
      count += 1;
    });
    expect(error / count).toBeLessThan(0.06);
  });

  it('fills one pixel, in a corner too', async () => {
    for (const [column, row] of [[40, 50], [0, 0]]) {
      const before = await write('source', { width, height, channels: 3, depth: 8 }, (x, y) => (x === column && y === row ? 255 : 80));
      await writeMask((x, y) => (x === column && y === row ? 255 : 0));
      expect((await run()).ok).toBe(true);
      const after = await result();
      const at = (row! * width + column!) * 3;
      expect(Math.abs(after[at]! - 80)).toBeLessThan(2);
      expect(after.filter((sample, index) => sample !== before[index])).toHaveLength(3);
    }
  });

  it('fills from under the faint rim of a feather, and where the whole mask is faint', async () => {
    const isRim = (x: number, y: number) => Math.min(x, y, width - 1 - x, height - 1 - y) < 9;
    const isBlot = (x: number, y: number) => Math.hypot(x - 48, y - 41) < 8;
    const middle = (41 * width + 48) * 3;
    await write('source', { width, height, channels: 3, depth: 8 }, (x, y) => (isBlot(x, y) ? 0 : isRim(x, y) ? 250 : 80 + ((x * 7 + y * 3) % 5)));
    await writeMask((x, y) => (isBlot(x, y) ? 255 : Math.min(x, y, width - 1 - x, height - 1 - y) < 8 ? 0 : 5));
    expect((await run()).ok).toBe(true);
    expect(Math.abs((await result())[middle]! - 82)).toBeLessThan(8);
    await writeMask((x, y) => (isBlot(x, y) ? 13 : 0));
    expect((await run()).ok).toBe(true);
    expect(Math.abs((await result())[middle]! - (82 * 13) / 255)).toBeLessThan(2);
  });

  it('fills more than a thousand holes', async () => {
    const shape = { width: 380, height: 290, channels: 3, depth: 8 } as const;
    const isHole = (x: number, y: number) => x % 9 === 4 && y % 9 === 4;
    const scene = (x: number, y: number, channel: number) => 60 + Math.round(x / 8 + y / 9) + 10 * channel;
    const before = await write('source', shape, (x, y, channel) => (isHole(x, y) ? 0 : scene(x, y, channel)));
    await writeMask((x, y) => (isHole(x, y) ? 255 : 0), shape);
    expect((await run()).ok).toBe(true);
    const after = await result();
    const changed = after.reduce((count, sample, index) => count + (sample === before[index] ? 0 : 1), 0);
    expect(changed).toBe(3 * 42 * 32);
    const worst = after.reduce((most, sample, index) => Math.max(most, Math.abs(sample - scene(Math.floor(index / 3) % 380, Math.floor(index / 1140), index % 3))), 0);
    expect(worst).toBeLessThan(8);
  });

  it('gives another fill for another variant', async () => {
    await write('source', { width, height, channels: 3, depth: 8 }, (x, y, channel) => (x * 7919 + y * 104729 + x * y * 31 + channel * 613) % 251);
    await writeMask((x, y) => (Math.abs(x - 48) < 9 && Math.abs(y - 40) < 9 ? 255 : 0));
    await run();
    const first = await result();
    await run({ variant: 2 });
    expect(await result()).not.toEqual(first);
    await run();
    expect(await result()).toEqual(first);
  });

  it('refuses a mask that leaves nothing', async () => {
    await write('source', { width, height, channels: 3, depth: 8 }, () => 7);
    await writeMask(() => 1);
    expect(await run()).toMatchObject({ ok: false, error: { code: 'bad-request', message: expect.stringContaining('whole picture') as string } });
  });

  it('leaves no file behind where it is cancelled', async () => {
    await write('source', { width, height, channels: 3, depth: 8 }, (x) => x);
    await writeMask((x) => (x < 40 ? 255 : 0));
    expect(await run({ signal: AbortSignal.abort() })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await expect(access(join(folder, 'target'))).rejects.toThrow();
  });

  it('takes models for inpainting alone', async () => {
    const surroundings = { devices: ['cpu'] as const, tile: undefined, modelDirectories: ['models'], sessions: createSessionCache(), memory: createEngineMemory(), signal: new AbortController().signal };
    expect(await prepareInpaint({ model: 'faithful', variant: 1 }, surroundings)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });
});
