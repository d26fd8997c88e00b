import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRaster, openRaster } from '../../image-io/raster.ts';
import { constantModel } from '../../onnx-trace/tiny-models.ts';
import { createSessionCache } from '../../runtime/session-cache.ts';
import { type TinyNetwork, writeModelPackage } from '../../testing/model-package.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { lamaShaped, miganPipelineShaped, miganShaped, paint } from '../../testing/tiny-inpainters.ts';
import { wholeSource } from '../../testing/whole-source.ts';
import { gatedInpainter } from '../../networks/gated-inpainter.ts';
import { countParameters } from '../../networks/parameters.ts';
import { inpainterModel } from '../../trainer/run/export-inpainter.ts';
import { createEngineMemory } from '../memory.ts';
import { createProgressMeter } from '../progress-meter.ts';
import { prepareInpaint } from './inpaint.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

type Scene = { readonly width: number; readonly height: number; readonly channels: 1 | 3 | 4; readonly sample: (x: number, y: number, channel: number) => number; readonly inside: (x: number, y: number) => boolean };

/** A picture and its mask through a model of this one network: samples before and after. */
async function inpaint(network: TinyNetwork, { width, height, channels, sample, inside }: Scene, variant = 1) {
  await writeModelPackage(folder, 'tiny', [network], { task: 'inpaint' });
  const before = Uint8Array.from({ length: width * height * channels }, (_, index) => sample(Math.floor(index / channels) % width, Math.floor(index / channels / width), index % channels));
  const mask = Uint8Array.from({ length: width * height }, (_, pixel) => (inside(pixel % width, Math.floor(pixel / width)) ? 255 : 0));
  for (const [name, rows, of] of [['source', before, channels], ['mask', mask, 1]] as const) {
    const writer = await createRaster(join(folder, name), { width, height, channels: of, depth: 8 }, null);
    await writer.writeRows(rows);
    await writer.finish();
  }
  const surroundings = { devices: ['cpu'] as const, tile: undefined, modelDirectories: [folder], sessions: createSessionCache(), memory: createEngineMemory(), signal: new AbortController().signal };
  const step = await prepareInpaint({ model: 'tiny', variant }, surroundings);
  if (!step.ok) throw new Error(step.error.message);
  const paths = { source: join(folder, 'source'), target: join(folder, 'target'), mask: join(folder, 'mask') };
  const ran = await step.value.run({ ...paths, scratch: folder, meter: createProgressMeter(() => undefined, 0), whole: await wholeSource(paths.source) });
  if (!ran.ok) return { ran, before, mask, after: [] };
  const reader = await openRaster(paths.target);
  const after = [...(await reader.readRows(0, height))];
  await reader.close();
  return { ran, before, mask, after };
}

const small: Scene = { width: 61, height: 47, channels: 3, sample: (x, y, channel) => (x * 3 + y * 2 + channel * 40) % 256, inside: (x, y) => Math.abs(x - 30) < 6 && Math.abs(y - 20) < 5 };
const networks = { lama: lamaShaped(64), migan: miganShaped(64), 'migan pipeline': miganPipelineShaped() };

describe('inpaint by a network', () => {
  it.each(Object.entries(networks))('feeds one with the ends of %s and takes what it painted', async (_, network) => {
    const { ran, before, mask, after } = await inpaint(network, small);
    expect(ran).toMatchObject({ ok: true, value: { model: 'tiny', device: 'cpu', tiles: 1 } });
    after.forEach((value, index) => {
      const wanted = mask[Math.floor(index / 3)] === 0 ? before[index]! : paint[index % 3]! * 255;
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(mask[Math.floor(index / 3)] === 0 ? 0 : 1);
    });
  });

  it('makes grey of the colours for a grey picture, and keeps alpha', async () => {
    const grey = await inpaint(networks.lama, { ...small, channels: 1 });
    expect(Math.abs(grey.after[20 * 61 + 30]! - 0.4 * 255)).toBeLessThanOrEqual(1);
    const { after, mask } = await inpaint(networks['migan pipeline'], { ...small, channels: 4, sample: (x, y, channel) => (channel === 3 ? 200 : (x + y + channel) % 256) });
    expect(after.filter((_, index) => index % 4 === 3).every((alpha) => alpha === 200)).toBe(true);
    const inside = mask.indexOf(255);
    expect([0, 1, 2].map((channel) => Math.round(after[inside * 4 + channel]! / 51))).toEqual([1, 2, 3]);
  });

  it('gives a fill that was painted small the detail of its surroundings', async () => {
    const striped: Scene = { width: 420, height: 300, channels: 3, sample: (x) => 120 + (x % 2 === 0 ? 30 : -30), inside: (x, y) => Math.hypot(x - 200, y - 150) < 30 };
    const { after } = await inpaint(networks.lama, striped);
    const row = Array.from({ length: 20 }, (_, step) => after[(150 * 420 + 190 + step) * 3]!);
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    expect(Math.abs(mean - paint[0] * 255)).toBeLessThan(25);
    const swing = row.reduce((sum, value, step) => sum + Math.abs(value - row[Math.max(0, step - 1)]!), 0) / 19;
    expect(swing).toBeGreaterThan(30);
  });

  it('builds what a network that was trained here lays out for a deep hole, another in another variant', async () => {
    const speckled = (x: number, y: number, channel: number) => 90 + channel * 12 + ((x * 7919 + y * 104729 + x * y * 31) % 41);
    const deep: Scene = { width: 200, height: 150, channels: 3, sample: speckled, inside: (x, y) => Math.hypot(x - 100, y - 75) < 34 };
    const config = { width: 4, dilations: [2] };
    const values = Float32Array.from({ length: countParameters(gatedInpainter(config).specs) }, (_, index) => Math.sin(index * 12.9) * 0.1);
    const network = { bytes: inpainterModel(config, values), scale: 1, mask: 'mask', sizeMultiple: 4, tile: 128 };
    const { ran, before, mask, after } = await inpaint(network, deep);
    expect(ran).toMatchObject({ ok: true, value: { model: 'tiny', device: 'cpu' } });
    expect(after.every((value, index) => mask[Math.floor(index / 3)] !== 0 || value === before[index])).toBe(true);
    const inHole = after.filter((_, index) => mask[Math.floor(index / 3)] !== 0);
    const mean = inHole.reduce((sum, value) => sum + value, 0) / inHole.length;
    // Patches of the picture, whatever a network says that has learnt nothing.
    expect(Math.abs(mean - 122)).toBeLessThan(12);
    expect(Math.sqrt(inHole.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inHole.length)).toBeGreaterThan(8);
    const another = await inpaint(network, deep, 2);
    expect(another.after).not.toEqual(after);
    expect((await inpaint(network, deep, 2)).after).toEqual(another.after);
  });

  it('refuses what a broken network painted', async () => {
    const { ran } = await inpaint({ bytes: constantModel(NaN, 1), scale: 1 }, small);
    expect(ran).toMatchObject({ ok: false, error: { code: 'output-bad' } });
  });
});
