import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRaster, openRaster, type RasterShape } from '../image-io/raster.ts';
import { identityModel, nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { createSession, type Session } from '../runtime/session.ts';
import type { Samples } from './tensor.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { planTiles } from './tile-plan.ts';
import { succeed } from '../../src-shared/result.ts';
import { tiledPass, type TileRunner } from './tiled-pass.ts';
import { upscaleRunner } from './upscale-tile.ts';

async function cpuSession(model: Uint8Array): Promise<Session> {
  const session = await createSession({ model, input: 'input', output: 'output' }, 'cpu');
  if (!session.ok) throw new Error(session.error.detail);
  return session.value;
}

/** Every sample another pseudo-random number; alpha is never 0, since colour under transparent pixels may change. */
function noise({ width, height, channels, depth }: RasterShape, seed: number): Samples {
  const samples = new (depth === 8 ? Uint8Array : Uint16Array)(width * height * channels);
  let state = seed;
  return samples.map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 1 + (state >>> 8) % (2 ** depth - 1);
  });
}

type Settings = { tile: number; overlap: number; sizeMultiple: number; scale: number; range: 1 | 255 };

async function runThrough(session: Session, shape: RasterShape, samples: Samples, settings: Settings): Promise<Samples> {
  const folder = await temporaryFolder();
  const [before, after] = [join(folder, 'before'), join(folder, 'after')];
  const writer = await createRaster(before, shape, null);
  await writer.writeRows(samples);
  await writer.finish();
  const source = await openRaster(before);
  const { scale, range } = settings;
  const target = await createRaster(after, { ...shape, width: shape.width * scale, height: shape.height * scale }, before);
  const network = { scale, range, session, networkMs: 0 };
  const ran = await tiledPass({ source, target, plan: planTiles(shape, settings), runner: upscaleRunner(network), signal: new AbortController().signal, onTile: () => undefined });
  if (!ran.ok) throw new Error(ran.error.message);
  await target.finish();
  await source.close();
  const result = await openRaster(after);
  const rows = await result.readRows(0, result.height);
  await result.close();
  return rows;
}

describe('tiledPass', () => {
  it('returns its input through the identity model, whatever the sizes, tiles and overlaps', async () => {
    const session = await cpuSession(identityModel());
    const shapes = fc.record({
      width: fc.integer({ min: 1, max: 150 }),
      height: fc.integer({ min: 1, max: 170 }),
      channels: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
      depth: fc.constantFrom(8 as const, 16 as const),
    });
    const settings = fc.record({
      tile: fc.integer({ min: 32, max: 90 }),
      overlap: fc.integer({ min: 0, max: 14 }),
      sizeMultiple: fc.constantFrom(1, 2, 8),
      scale: fc.constant(1),
      range: fc.constantFrom(1 as const, 255 as const),
    });
    await fc.assert(
      fc.asyncProperty(shapes, settings, fc.nat(), async (shape, chosen, seed) => {
        const samples = noise(shape, seed);
        expect(await runThrough(session, shape, samples, chosen)).toEqual(samples);
      }),
      { seed: 20261122, numRuns: 40 },
    );
  });

  it('keeps every lane of a device busy and a tile ready for each, and tells when the device has the last', async () => {
    const shape = { width: 100, height: 150, channels: 3, depth: 8 } as const;
    const folder = await temporaryFolder();
    const writer = await createRaster(join(folder, 'before'), shape, null);
    await writer.writeRows(noise(shape, 3));
    await writer.finish();
    const source = await openRaster(join(folder, 'before'));
    const target = await createRaster(join(folder, 'after'), shape, null);
    const events: string[] = [];
    const waiting: (() => void)[] = [];
    const runner: TileRunner = {
      scale: 1,
      gain: 1,
      lanes: 2,
      run: (_, { width, height }) => {
        events.push(`given, ${waiting.length} before it`);
        return new Promise((resolve) => {
          waiting.push(() => {
            resolve(succeed([0, 1, 2].map(() => new Float32Array(width * height))));
          });
          // What the device does ends once it has all that it may have.
          if (waiting.length === 4 || events.length >= 5) waiting.shift()!();
        });
      },
    };
    const plan = planTiles(shape, { tile: 60, overlap: 4, sizeMultiple: 1, scale: 1 });
    const onTile = () => {
      events.push('blended');
      waiting.shift()?.();
    };
    const onLastGiven = () => {
      events.push('last given');
    };
    expect((await tiledPass({ source, target, plan, runner, signal: new AbortController().signal, onTile, onLastGiven })).ok).toBe(true);
    expect(events).toEqual(['given, 0 before it', 'given, 1 before it', 'given, 2 before it', 'given, 3 before it', 'blended', 'given, 2 before it', 'blended', 'given, 1 before it', 'last given', 'blended', 'blended', 'blended', 'blended']);
    await source.close();
    await target.discard();
  });

  it('puts every pixel where it belongs when the picture grows', async () => {
    const shape = { width: 71, height: 53, channels: 3, depth: 8 } as const;
    const samples = noise(shape, 5);
    const result = await runThrough(await cpuSession(nearestUpscaleModel(3)), shape, samples, { tile: 40, overlap: 6, sizeMultiple: 4, scale: 3, range: 255 });
    const expected = new Uint8Array(samples.length * 9);
    for (let at = 0; at < expected.length; at += 1) {
      const [x, y] = [Math.floor(at / 3) % (71 * 3), Math.floor(at / (71 * 9))];
      expected[at] = samples[(Math.floor(y / 3) * 71 + Math.floor(x / 3)) * 3 + (at % 3)]!;
    }
    expect(result).toEqual(expected);
  });
});
