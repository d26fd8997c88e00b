import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Provider } from '../../src-shared/device.ts';
import { failure } from '../../src-shared/failure.ts';
import { failWith, type Result } from '../../src-shared/result.ts';
import { createRaster, openRaster } from '../image-io/raster.ts';
import { constantModel, nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { createSessionCache, type SessionCache } from '../runtime/session-cache.ts';
import type { Session } from '../runtime/session.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { upscaleWithRetries } from './upscale-with-retries.ts';

const real = createSessionCache();
const outOfMemory = failure('out-of-memory', 'The memory was too small.', { detail: 'bad_alloc' });

/** Sessions of the CPU, some of which fail as a device would. */
function sessionsWith(intrude: (provider: Provider, width: number) => Result<never> | undefined, refuse?: Provider): SessionCache {
  return {
    async get(key, source, provider) {
      if (provider === refuse) return failWith(failure('device-failed', 'WebGPU could not load the network.', { detail: 'No supported adapters' }));
      const session = await real.get(key, source, 'cpu');
      if (!session.ok) return session;
      const run: Session['run'] = async (image) => intrude(provider, image.width) ?? session.value.run(image);
      return { ok: true, value: { ...session.value, provider, run } };
    },
  };
}

async function upscale(model: Uint8Array, sessions: SessionCache, devices: Provider[], signal = new AbortController().signal) {
  const folder = await temporaryFolder();
  const [network] = await writeModelPackage(folder, 'tiny', [{ bytes: model, tile: 128 }]);
  const [source, target] = [join(folder, 'source'), join(folder, 'target')];
  const writer = await createRaster(source, { width: 150, height: 90, channels: 3, depth: 8 }, null);
  await writer.writeRows(Uint8Array.from({ length: 150 * 90 * 3 }, (_, index) => (index * 31) % 251));
  await writer.finish();
  const retried: number[] = [];
  const result = await upscaleWithRetries({
    source,
    target,
    targetDepth: 8,
    network: network!,
    model: join(folder, 'tiny', network!.file),
    sessions,
    devices,
    tile: 128,
    signal,
    onTile: () => undefined,
    onRetry: ({ columns }) => retried.push(columns.tile),
  });
  const written = await access(target).then(() => true, () => false);
  const firstPixel = written ? await readFirstPixel(target) : null;
  return { result, retried, firstPixel };
}

async function readFirstPixel(path: string): Promise<number[]> {
  const raster = await openRaster(path);
  const rows = await raster.readRows(0, 1);
  await raster.close();
  return [...rows.subarray(0, 3)];
}

describe('upscaleWithRetries', () => {
  it('takes smaller tiles where the memory is too small', async () => {
    const sessions = sessionsWith((_provider, width) => (width > 70 ? failWith(outOfMemory) : undefined));
    const { result, retried, firstPixel } = await upscale(nearestUpscaleModel(2), sessions, ['cpu']);
    expect(result).toMatchObject({ ok: true, value: { device: 'cpu', notes: [{ id: 'retried-tile', values: { problem: 'The memory was too small.', code: 'out-of-memory', side: 64 } }] } });
    expect(retried).toHaveLength(1);
    expect(firstPixel).toEqual([0, 31, 62]);
  });

  it('goes on to the next device where one cannot load the network, and where one gives NaN', async () => {
    const refused = await upscale(nearestUpscaleModel(2), sessionsWith(() => undefined, 'webgpu'), ['webgpu', 'cpu']);
    expect(refused.result).toMatchObject({ ok: true, value: { device: 'cpu', notes: [{ id: 'retried-device', values: { problem: 'WebGPU could not load the network.', device: 'CPU' } }] } });

    const broken = sessionsWith((provider, width) =>
      provider === 'webgpu' ? { ok: true, value: { data: new Float32Array(width * 90 * 3 * 4).fill(NaN), width: 1, height: 1 } as never } : undefined,
    );
    const nan = await upscale(nearestUpscaleModel(2), broken, ['webgpu', 'cpu']);
    expect(nan.result).toMatchObject({ ok: true, value: { device: 'cpu' } });
    expect(nan.result.ok && nan.result.value.notes).toHaveLength(2);
  });

  it.each([
    ['NaN', NaN, /not numbers/],
    ['black', 0, /one colour/],
  ])('fails with the reason, and no result, where the model itself gives %s', async (_what, value, reason) => {
    const { result, retried, firstPixel } = await upscale(constantModel(value, 2), sessionsWith(() => undefined), ['cpu']);
    expect(result).toMatchObject({ ok: false, error: { code: 'output-bad', message: expect.stringMatching(reason) as string } });
    expect(retried).toHaveLength(1);
    expect(firstPixel).toBeNull();
  });

  it('refuses a file that is no model without trying it elsewhere', async () => {
    const { result, retried } = await upscale(Buffer.from('no model at all'), sessionsWith(() => undefined), ['cpu']);
    expect(result).toMatchObject({ ok: false, error: { code: 'model-invalid' } });
    expect(retried).toEqual([]);
  });

  it('ends within one tile when it is cancelled, and leaves nothing', async () => {
    const abort = new AbortController();
    let runs = 0;
    const sessions = sessionsWith(() => {
      runs += 1;
      abort.abort();
      return undefined;
    });
    const { result, firstPixel } = await upscale(nearestUpscaleModel(2), sessions, ['cpu'], abort.signal);
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(runs).toBe(1);
    expect(firstPixel).toBeNull();
  });
});
