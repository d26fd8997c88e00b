import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { engineRequests } from '../../src-shared/engine-messages.ts';
import type { Levels, NetworkForm } from '../../src-shared/model.ts';
import { createSessionCache } from '../runtime/session-cache.ts';
import { type ForeignModel, foreignModel } from '../testing/foreign-model.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createEngineMemory } from './memory.ts';
import { runJob } from './run-job.ts';

const levels: Record<string, Levels> = { unit: { black: 0, white: 1 }, signed: { black: -1, white: 1 }, bytes: { black: 0, white: 255 } };
const [width, height] = [53, 41];

/** Every pixel different, and every channel. */
const pixels = Buffer.from(Array.from({ length: width * height }, (_, at) => [(at * 7) % 256, (at * 13 + 40) % 256, 255 - ((at * 3) % 256)]).flat());

/** The largest difference from the picture with every pixel doubled, after a job with the model. */
async function errorOf(model: ForeignModel, tile = 64): Promise<number> {
  const folder = await temporaryFolder();
  const form: NetworkForm = { layout: 'nchw', elements: 'float32', input: levels.unit!, output: levels.unit!, ...model };
  await writeModelPackage(folder, 'foreign', [{ bytes: foreignModel({ ...model, scale: 2 }), scale: 2, input: 'pixels', output: 'painted', form, tile, overlap: 2 }]);
  const input = join(folder, 'in.png');
  await sharp(pixels, { raw: { width, height, channels: 3 } }).toFile(input);
  const recipe = { version: 1, steps: [{ operation: 'upscale', parameters: { model: 'foreign', scale: 2 } }] };
  const ran = await runJob(
    engineRequests.run.request.parse({ input, recipe, target: { path: join(folder, 'out.png'), format: 'png' } }),
    { devices: ['cpu'], notes: [], modelDirectories: [folder], sessions: createSessionCache(), memory: createEngineMemory(), signal: new AbortController().signal, onProgress: () => undefined },
  );
  if (!ran.ok) throw new Error(`${ran.error.message} ${ran.error.detail ?? ''}`);
  const result = await sharp(join(folder, 'out.png')).raw().toBuffer();
  expect(result.length).toBe(expected.length);
  return result.reduce((largest, value, index) => Math.max(largest, Math.abs(value - expected[index]!)), 0);
}

const expected = Buffer.from(
  Array.from({ length: 4 * width * height }, (_, at) => {
    const [x, y] = [at % (2 * width), Math.floor(at / (2 * width))];
    const from = 3 * ((y >> 1) * width + (x >> 1));
    return [...pixels.subarray(from, from + 3)];
  }).flat(),
);

const rounding = 1;

describe('a network from another program', () => {
  it.each(['nchw', 'nhwc'] as const)('runs with its axes in the order %s, whatever black and white are', async (layout) => {
    for (const [input, output] of [['unit', 'unit'], ['signed', 'signed'], ['bytes', 'bytes'], ['unit', 'signed'], ['bytes', 'unit']] as const)
      expect(await errorOf({ layout, input: levels[input]!, output: levels[output]! })).toBeLessThanOrEqual(rounding);
  });

  it.each(['nchw', 'nhwc'] as const)('runs with numbers of 16 bits, %s', async (layout) => {
    expect(await errorOf({ layout, elements: 'float16', input: levels.signed!, output: levels.signed! })).toBeLessThanOrEqual(rounding);
  });

  it('runs with bytes', async () => {
    expect(await errorOf({ elements: 'uint8', layout: 'nhwc', input: levels.bytes!, output: levels.bytes! })).toBeLessThanOrEqual(rounding);
  });

  it.each([
    ['smaller than the picture', { width: 24, height: 32 }, 24],
    ['larger than the picture', { width: 96, height: 64 }, 64],
    ['wider but lower than it', { width: 64, height: 24 }, 24],
  ])('runs at the one size that it takes, %s', async (_what, size, tile) => {
    expect(await errorOf({ size, layout: 'nhwc', input: levels.signed! }, tile)).toBeLessThanOrEqual(rounding);
  });
});
