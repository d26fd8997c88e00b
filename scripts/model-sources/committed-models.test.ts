import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countTiles, planTiles } from '../../src-main/engine/tile-plan.ts';
import { findModel } from '../../src-main/model-registry/find-models.ts';
import { verifyNetwork } from '../../src-main/model-registry/verify-model.ts';
import { compare } from '../quality/metrics.ts';
import { largestDifference, type Network, openNetwork, runInTiles } from '../quality/network.ts';
import { bicubic, crop, readPlanar, rounded } from '../quality/planar.ts';
import { committed } from './sources.ts';

/**
 * Both samples are among the pictures that `faithful` learnt from, so this tells a wrong or damaged file from the right
 * one; how good a model is on pictures that it has not seen stands in its MODEL.md.
 */
const photograph = await readPlanar('assets/samples/coffee.jpg');

describe.each(committed)('%s', async (id) => {
  const found = await findModel(['models'], id);
  if (!found.ok) throw new Error(found.error.message);
  const model = found.value;
  const network = model.manifest.networks[0]!;
  const { scale } = network;
  let running: Network;

  beforeAll(async () => {
    running = await openNetwork(await readFile(join(model.folder, network.file)), network);
  });
  afterAll(() => running.release());

  it('is the file that its manifest describes, with the record of its training', async () => {
    expect(await verifyNetwork(model, network)).toEqual({ ok: true, value: join('models', id, network.file) });
    expect(model.manifest.training?.steps).toBeGreaterThan(1000);
    expect(network.bytes).toBeLessThan(1e6);
  });

  it('gives in tiles what it gives at once, to a quarter of what 8 bits show', async () => {
    const picture = crop(photograph, 20, 100, 157, 139);
    // Small tiles make many seams; the overlap, which is what is tested, is the manifest's.
    const plan = planTiles({ ...picture, channels: 3 }, { ...network, tile: 64 });
    expect(countTiles(plan)).toBeGreaterThan(8);
    const whole = await running.run(picture);
    expect(largestDifference(await runInTiles(running, picture, plan, scale), whole)).toBeLessThan(0.25);
    // Fewer pixels of overlap would show.
    const tooTight = planTiles({ ...picture, channels: 3 }, { ...network, overlap: 1, tile: 64 });
    expect(largestDifference(await runInTiles(running, picture, tooTight, scale), whole)).toBeGreaterThan(1);
  });

  it('comes nearer to a photograph that was made smaller than bicubic does, by 1.5 dB at least', async () => {
    const [width, height] = [Math.floor(photograph.width / scale), Math.floor(photograph.height / scale)];
    const truth = crop(photograph, 0, 0, width * scale, height * scale);
    const small = rounded(bicubic(truth, width, height));
    const gain = compare(rounded(await running.run(small)), truth, scale).psnr - compare(rounded(bicubic(small, truth.width, truth.height)), truth, scale).psnr;
    expect(gain).toBeGreaterThan(1.5);
  });
});
