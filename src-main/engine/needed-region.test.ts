import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { type Mask, maskSchema } from '../../src-shared/mask.ts';
import type { Region } from '../../src-shared/region.ts';
import { cropRaster } from '../image-io/crop-raster.ts';
import { createRaster, openRaster } from '../image-io/raster.ts';
import { createSessionCache } from '../runtime/session-cache.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createEngineMemory } from './memory.ts';
import { wholePlace } from './mask/place.ts';
import { neededRegion } from './needed-region.ts';
import { createProgressMeter } from './progress-meter.ts';
import { prepareSteps, runSteps } from './run-steps.ts';

const [width, height] = [900, 420];
let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  const writer = await createRaster(join(folder, 'source'), { width, height, channels: 3, depth: 8 }, null);
  await writer.writeRows(Uint8Array.from({ length: width * height * 3 }, (_, at) => 60 + ((Math.floor(at / 3) % width) % 23) * 5 + (at % 7)));
  await writer.finish();
});

const surroundings = { devices: ['cpu'] as const, tile: undefined, modelDirectories: ['models'], sessions: createSessionCache(), memory: createEngineMemory(), signal: new AbortController().signal };
const dab = (x: number, y: number) => ({ kind: 'stroke', mode: 'add', points: [x, y, 1], radius: 12, hardness: 1, opacity: 1 });
const painted = (...places: readonly (readonly [number, number])[]) => maskSchema.parse({ source: { kind: 'painted', width, height, shapes: places.map(([x, y]) => dab(x, y)) } });
const fill = (mask: Mask) => ({ operation: 'inpaint', parameters: { model: 'remove', variant: 1 }, mask });

async function prepare(...steps: ReturnType<typeof fill>[]) {
  const prepared = await prepareSteps({ version: 1, steps }, surroundings);
  if (!prepared.ok) throw new Error(prepared.error.message);
  return prepared.value;
}

async function needed(prepared: Awaited<ReturnType<typeof prepare>>, region: Region, shrink = 1, narrow = false) {
  const found = await neededRegion(prepared, { region, picture: { width, height }, shrink, narrow, raster: join(folder, 'source'), scratch: folder });
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

async function pixels(name: string, region: Region) {
  await cropRaster(join(folder, name), join(folder, 'seen'), region);
  const reader = await openRaster(join(folder, 'seen'));
  const rows = await reader.readRows(0, reader.height);
  await reader.close();
  return rows;
}

it('fills for a region only the holes that it touches, as in the whole picture', async () => {
  const prepared = await prepare(fill(painted([130, 200], [480, 210], [820, 60])));
  const files = (name: string) => ({ result: join(folder, name), scratch: folder, meter: createProgressMeter(() => undefined, 0), whole: join(folder, 'source') });
  expect(await runSteps(prepared, { ...files('job'), source: join(folder, 'source'), place: wholePlace({ width, height }) })).toMatchObject({ ok: true, value: { tiles: 3 } });

  const region = { x: 470, y: 190, width: 60, height: 70 };
  const reach = await needed(prepared, region);
  expect(reach.needed.x).toBeGreaterThan(130);
  expect(reach.needed.x + reach.needed.width).toBeLessThan(820);
  await cropRaster(join(folder, 'source'), join(folder, 'part'), reach.needed);
  const place = { picture: { width, height }, region: reach.needed, shrink: 1 };
  expect(await runSteps(prepared, { ...files('preview'), source: join(folder, 'part'), place, wanted: reach.wanted })).toMatchObject({ ok: true, value: { tiles: 1 } });
  const inside = { ...region, x: region.x - reach.needed.x, y: region.y - reach.needed.y };
  expect(await pixels('preview', inside)).toEqual(await pixels('job', region));
  expect(await pixels('source', region)).not.toEqual(await pixels('job', region));
});

it('needs no more than the region where no hole touches it, and what later fills look at', async () => {
  const region = { x: 256, y: 128, width: 64, height: 64 };
  expect((await needed(await prepare(fill(painted([820, 60]))), region)).needed).toEqual(region);
  const [first, second] = [fill(painted([480, 160])), fill(painted([290, 160]))];
  const both = await needed(await prepare(first, second), region);
  expect(both.wanted[1]).toEqual(region);
  // The second fill looks at what the first one makes of the picture around it.
  expect(both.wanted[0]!.width).toBeGreaterThan(region.width + 2 * 64);
  expect((await needed(await prepare(first), region)).needed).toEqual(region);
  expect((await needed(await prepare(fill(maskSchema.parse({ source: { kind: 'luma', from: 0, to: 0.4 } }))), region, 2)).needed).toEqual({ x: 0, y: 0, width, height });
});

it('shows no more than the holes where that is enough, unless a step does more than fill them', async () => {
  const whole = { x: 0, y: 0, width, height };
  const narrow = async (region: Region, ...steps: ReturnType<typeof fill>[]) => needed(await prepare(...steps), region, 2, true);
  const [left, right] = [fill(painted([130, 200])), fill(painted([480, 210]))];
  expect((await narrow(whole, left)).region).toEqual({ x: 0, y: 128, width: 256, height: 128 });
  expect((await narrow(whole, left, right)).region).toEqual({ x: 0, y: 128, width: 512, height: 128 });
  expect((await narrow({ x: 132, y: 2, width: 60, height: 240 }, left, right)).region).toEqual({ x: 132, y: 128, width: 60, height: 114 });
  const around = await narrow(whole, left);
  expect(around.needed.x + around.needed.width).toBeLessThan(width);
  expect((await narrow({ x: 600, y: 10, width: 50, height: 40 }, left)).region).toEqual({ x: 600, y: 10, width: 2, height: 2 });
  expect((await narrow(whole, left, fill(maskSchema.parse({ source: { kind: 'luma', from: 0, to: 0.4 } })))).region).toEqual(whole);
});
