import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { engineRequests } from '../../src-shared/engine-messages.ts';
import { type Pyramid, tileOffset, tileSize } from '../../src-shared/pyramid.ts';
import type { Region } from '../../src-shared/region.ts';
import { createRaster } from '../image-io/raster.ts';
import { boxBlurModel } from '../onnx-trace/tiny-models.ts';
import { createSessionCache } from '../runtime/session-cache.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createEngineMemory } from './memory.ts';
import { previewRegion } from './preview-region.ts';
import { runJob } from './run-job.ts';

const [width, height] = [97, 61];
let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  await writeModelPackage(join(folder, 'models'), 'blur', [{ bytes: boxBlurModel(2), overlap: 1, tile: 512 }]);
  const writer = await createRaster(join(folder, 'source'), { width, height, channels: 3, depth: 8 }, null);
  // Every pixel unlike its neighbours.
  await writer.writeRows(Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * index * 31 + index * 7) % 251));
  await writer.finish();
});

const sessions = createSessionCache();
const memory = createEngineMemory();
const surroundings = () => ({ devices: ['cpu'] as const, notes: [], modelDirectories: [join(folder, 'models')], sessions, memory, signal: new AbortController().signal });
const twice = { version: 1, steps: [1, 2].map(() => ({ operation: 'upscale', parameters: { model: 'blur', scale: 2 } })) };
const once = { version: 1, steps: twice.steps.slice(1) };

const painted = { source: { kind: 'painted', width: 97, height: 61, shapes: [{ kind: 'stroke', mode: 'add', points: [20, 15, 1, 70, 50, 0.5], radius: 14, hardness: 0.5, opacity: 0.8 }] }, grow: 2, feather: 1.5 };
const bright = { source: { kind: 'luma', from: 0.4, to: 0.9 }, feather: 2, grow: -1 };
const masked = { version: 1, steps: twice.steps.map((step, index) => ({ ...step, mask: [painted, bright][index] })) };

async function preview(region: Region, shrink: number, recipe: object) {
  const call = engineRequests.preview.request.parse({ raster: join(folder, 'source'), region, shrink, recipe, pyramid: join(folder, 'preview') });
  const done = await previewRegion(call, surroundings());
  if (!done.ok) return done;
  return { ok: true as const, ...done.value, pixels: await pixelsOf(join(folder, 'preview'), done.value.pyramid) };
}

/** RGBA rows of a pyramid's full size. */
async function pixelsOf(path: string, pyramid: Pyramid): Promise<Buffer> {
  const file = await readFile(path);
  const rows = Array.from({ length: pyramid.height }, (_, y) => {
    const parts = Array.from({ length: Math.ceil(pyramid.width / tileSize) }, (_part, column) => {
      const start = tileOffset(pyramid, 0, column, Math.floor(y / tileSize))! + (y % tileSize) * tileSize * 4;
      return file.subarray(start, start + Math.min(tileSize, pyramid.width - column * tileSize) * 4);
    });
    return Buffer.concat(parts);
  });
  return Buffer.concat(rows);
}

function cut(pixels: Buffer, line: number, { x, y, width: columns, height: rows }: Region): Buffer {
  return Buffer.concat(Array.from({ length: rows }, (_, row) => pixels.subarray(((y + row) * line + x) * 4, ((y + row) * line + x + columns) * 4)));
}

describe('previewRegion', () => {
  describe.each([['a recipe', twice], ['a recipe with masks', masked]])('shows of %s', (_what, recipe) => {
    it.each([
      { x: 30, y: 20, width: 23, height: 11 },
      { x: 0, y: 50, width: 97, height: 11 },
      { x: 80, y: 0, width: 40, height: 30 },
    ])('at %o what a run of the whole picture gives', async (region) => {
      const keep = { raster: join(folder, 'whole'), pyramid: join(folder, 'whole-tiles') };
      const call = engineRequests.run.request.parse({ input: { raster: join(folder, 'source') }, recipe, keep });
      const ran = await runJob(call, { ...surroundings(), onProgress: () => undefined });
      expect(ran).toMatchObject({ ok: true, value: { pyramid: { width: 4 * width, height: 4 * height } } });
      const whole = await pixelsOf(keep.pyramid, { width: 4 * width, height: 4 * height });

      const shown = await preview(region, 1, recipe);
      const visible = { ...region, width: Math.min(region.width, width - region.x), height: Math.min(region.height, height - region.y) };
      expect(shown).toMatchObject({ ok: true, region: visible, details: { model: 'blur', device: 'cpu' } });
      if (!shown.ok) return;
      const expected = cut(whole, 4 * width, { x: 4 * visible.x, y: 4 * visible.y, width: 4 * visible.width, height: 4 * visible.height });
      expect(shown.pixels).toHaveLength(expected.length);
      expect(Math.max(...shown.pixels.map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThanOrEqual(1);
    });
  });

  it('shrinks first, keeps the source raster and leaves no other file', async () => {
    const shown = await preview({ x: 37, y: 22, width: 10, height: 9 }, 4, once);
    expect(shown).toMatchObject({ ok: true, region: { x: 36, y: 20, width: 12, height: 12 }, pyramid: { width: 6, height: 6 } });
    expect((await readdir(folder)).sort()).toEqual(['models', 'preview', 'source']);
  });

  it('refuses a region outside', async () => {
    expect(await preview({ x: 97, y: 0, width: 5, height: 5 }, 1, once)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });
});
