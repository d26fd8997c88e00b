import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countTiles, planTiles } from '../../src-main/engine/tile-plan.ts';
import { loadManifest } from '../../src-main/model-registry/manifest.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { largestDifference, type Network, openNetwork, runInTiles } from '../quality/network.ts';
import { crop, type Planar, readPlanar } from '../quality/planar.ts';
import { syntheticPicture } from '../quality/synthetic-picture.ts';
import { convert, type LoadedSource, loadSource } from './convert.ts';
import { builtIn, modelSources } from './sources.ts';

const networks: { id: string; scale: number; network: ModelNetwork }[] = [];
for (const id of builtIn) {
  const manifest = await loadManifest(join('models', id));
  if (!manifest.ok) throw new Error(manifest.error.message);
  if (manifest.value.task === 'upscale') networks.push(...manifest.value.networks.map((network) => ({ id, scale: network.scale, network })));
}

describe.each(networks)('$id ×$scale', ({ id, scale, network }) => {
  let source: LoadedSource;
  let onnx: Uint8Array;
  let running: Network;

  beforeAll(async () => {
    source = await loadSource(modelSources[id]!, scale);
    onnx = convert(source, network);
    running = await openNetwork(onnx, network);
  });
  afterAll(() => running.release());

  it('is, byte for byte, what its manifest describes', () => {
    expect({ bytes: onnx.length, sha256: createHash('sha256').update(onnx).digest('hex') }).toEqual({ bytes: network.bytes, sha256: network.sha256 });
  });

  it.each([
    { width: 10, height: 7 },
    { width: 6, height: 9 },
  ])('gives what TensorFlow.js gives at $width x $height', async ({ width, height }) => {
    const picture = syntheticPicture(width, height, scale);
    const expected = tf.tidy(() => {
      const pixels = tf.tensor(picture.data, [1, 3, height, width]).mul(network.range / 255).transpose([0, 2, 3, 1]);
      return source(pixels).transpose([0, 3, 1, 2]).mul(255 / network.range).dataSync<'float32'>();
    });
    const actual = await running.run(picture);
    expect(largestDifference(actual, { ...actual, data: expected })).toBeLessThan(0.025);
  });

  async function expectTiledEqualsWhole(picture: Planar): Promise<void> {
    // Small tiles make many seams; the overlap, which is what is tested, is the manifest's.
    const plan = planTiles({ ...picture, channels: 3 }, { ...network, tile: 64 });
    expect(countTiles(plan)).toBeGreaterThan(3);
    expect(largestDifference(await runInTiles(running, picture, plan, scale), await running.run(picture))).toBeLessThan(1);
  }

  it('gives in tiles what it gives at once', async () => {
    await expectTiledEqualsWhole(syntheticPicture(109, 83, 5));
  });

  it('gives in tiles what it gives at once, on a photograph', async () => {
    await expectTiledEqualsWhole(crop(await readPlanar('assets/samples/cat.png'), 160, 70, 109, 83));
  });
});
