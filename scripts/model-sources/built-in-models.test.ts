import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTileBlender } from '../../src-main/engine/tile-blend.ts';
import { countTiles, planTiles } from '../../src-main/engine/tile-plan.ts';
import { loadManifest } from '../../src-main/model-registry/manifest.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { crop, type Planar, readPlanar } from '../quality/planar.ts';
import { syntheticPicture } from '../quality/synthetic-picture.ts';
import { testData } from '../test-data.ts';
import { convert, loadSource } from './convert.ts';
import { builtIn, modelSources } from './sources.ts';

const networks: { id: string; scale: number; network: ModelNetwork }[] = [];
for (const id of builtIn) {
  const manifest = await loadManifest(join('models', id));
  if (!manifest.ok) throw new Error(manifest.error.message);
  networks.push(...manifest.value.networks.map((network) => ({ id, scale: network.scale, network })));
}
const photographs = testData('sr-eval/set5');

describe.each(networks)('$id ×$scale', ({ id, scale, network }) => {
  let source: tf.LayersModel;
  let onnx: Uint8Array;
  let session: InferenceSession;

  beforeAll(async () => {
    source = await loadSource(modelSources[id]!, scale);
    onnx = convert(source, network);
    session = await InferenceSession.create(onnx, { enableCpuMemArena: false });
  });
  afterAll(() => session.release());

  /** Planes in 0 to 1 in and out. */
  async function run({ data, width, height }: Planar): Promise<Float32Array> {
    const scaled = data.map((value) => (value * network.range) / 255);
    const results = await session.run({ [network.input]: new Tensor('float32', scaled, [1, 3, height, width]) });
    return (results[network.output]!.data as Float32Array).map((value) => value / network.range);
  }

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
      return (source.apply(pixels) as tf.Tensor).transpose([0, 3, 1, 2]).div(network.range).dataSync<'float32'>();
    });
    expect(largestDifference(await run(picture), expected)).toBeLessThan(1e-4);
  });

  async function expectTiledEqualsWhole(picture: Planar): Promise<void> {
    // Small tiles make many seams; the overlap, which is what is tested, is the manifest's.
    const plan = planTiles({ ...picture, channels: 3 }, { ...network, tile: 64 });
    expect(countTiles(plan)).toBeGreaterThan(3);
    const blender = createTileBlender(plan, scale, 3);
    const tiled: number[] = [];
    for (const [row, top] of plan.rows.starts.entries()) {
      for (const [column, left] of plan.columns.starts.entries()) {
        const result = await run(crop(picture, left, top, plan.columns.tile, plan.rows.tile));
        const pixels = result.length / 3;
        blender.add(column, row, [0, 1, 2].map((plane) => result.subarray(plane * pixels, (plane + 1) * pixels)), 1);
      }
      for (const value of blender.finishRow(row)) tiled.push(value);
    }
    expect(largestDifference(clamped(tiled), clamped(interleaved(await run(picture))))).toBeLessThan(1 / 255);
  }

  it('gives in tiles what it gives at once', async () => {
    await expectTiledEqualsWhole(syntheticPicture(109, 83, 5));
  });

  it.skipIf(!photographs)('gives in tiles what it gives at once, on a photograph', async () => {
    await expectTiledEqualsWhole(crop(await readPlanar(join(photographs!, 'img_004.png')), 60, 70, 109, 83));
  });
});

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((worst, value, index) => Math.max(worst, Math.abs(value - b[index]!)), 0);
}

/** What a file would hold, but not rounded. */
const clamped = (values: ArrayLike<number>): number[] => Array.from(values, (value) => Math.min(1, Math.max(0, value)));

function interleaved(planes: Float32Array): number[] {
  const pixels = planes.length / 3;
  return Array.from(planes, (_, index) => planes[(index % 3) * pixels + Math.floor(index / 3)]!);
}
