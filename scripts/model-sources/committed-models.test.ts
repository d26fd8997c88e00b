import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countTiles, planTiles } from '../../src-main/engine/tile-plan.ts';
import { findModel } from '../../src-main/model-registry/find-models.ts';
import { verifyNetwork } from '../../src-main/model-registry/verify-model.ts';
import { loadPicture } from '../../src-main/trainer/data/load-picture.ts';
import { crop as crop8, type Picture } from '../../src-main/trainer/data/picture.ts';
import { lightToDarkStops, lumaHistogram, percentile, styleCodeOf } from '../../src-main/trainer/data/style-code.ts';
import { brightened, darkened, structureKept } from '../../src-main/trainer/night-measures.ts';
import { relightAll } from '../../src-main/trainer/run/relight-exam.ts';
import { compare } from '../quality/metrics.ts';
import { largestDifference, type Network, openNetwork, runInTiles } from '../quality/network.ts';
import { bicubic, crop, readPlanar, rounded } from '../quality/planar.ts';
import { spoiled } from '../quality/spoiled.ts';
import { committed } from './sources.ts';

/**
 * Both samples are among the pictures that `faithful` learnt from, so this tells a wrong or damaged file from the right
 * one; how good a model is on pictures that it has not seen stands in its MODEL.md.
 */
const photograph = await readPlanar('assets/samples/coffee.jpg');

const load = async (id: string) => {
  const found = await findModel(['models'], id);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
};

/** The first `side` x `side` pixels. */
async function readSample(name: string, side: number): Promise<Picture> {
  const scratch = await mkdtemp(join(tmpdir(), 'imago-committed-'));
  const loaded = await loadPicture(`assets/samples/${name}`, scratch);
  await rm(scratch, { recursive: true });
  if (!loaded.ok) throw new Error(loaded.error.message);
  return crop8(loaded.value, { x: 0, y: 0, width: side, height: side });
}

it.each(committed)('%s is the file that its manifest describes, with the record of its training', async (id) => {
  const model = await load(id);
  const network = model.manifest.networks[0]!;
  expect(await verifyNetwork(model, network)).toEqual({ ok: true, value: join('models', id, network.file) });
  // Of the last run, which may have started from another.
  expect(model.manifest.training?.steps).toBeGreaterThan(300);
  expect(network.bytes).toBeLessThan(4e6);
});

describe('faithful', async () => {
  const model = await load('faithful');
  const network = model.manifest.networks[0]!;
  const { scale } = network;
  let running: Network;

  beforeAll(async () => {
    running = await openNetwork(await readFile(join(model.folder, network.file)), network);
  });
  afterAll(() => running.release());

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

it('restore makes more of a spoiled picture than bicubic and faithful do', async () => {
  const truth = crop(photograph, 20, 100, 256, 256);
  const low = await spoiled(rounded(bicubic(truth, 128, 128)), { noise: 4, jpeg: { quality: 50, chroma: '4:2:0' } });
  const enlargedBy = async (id: string) => {
    const { folder, manifest } = await load(id);
    const running = await openNetwork(await readFile(join(folder, manifest.networks[0]!.file)), manifest.networks[0]!);
    const enlarged = rounded(await running.run(low));
    await running.release();
    return compare(enlarged, truth, 2).psnr;
  };
  const restored = await enlargedBy('restore');
  expect(restored - (await enlargedBy('faithful'))).toBeGreaterThan(0.6);
  expect(restored - compare(rounded(bicubic(low, 256, 256)), truth, 2).psnr).toBeGreaterThan(0.4);
});

it('day-to-night gives a dark picture with lights, its edges where they were, in every look', async () => {
  const { folder, manifest } = await load('day-to-night');
  const onnx = await readFile(join(folder, manifest.networks[0]!.file));
  const day = await readSample('coffee.jpg', 384);
  const relit = await relightAll(onnx, manifest.looks!.map(({ code }) => ({ day, code })));
  if (!relit.ok) throw new Error(relit.error.message);
  const middle = (picture: Picture) => percentile(lumaHistogram(picture), 0.5);
  for (const night of relit.value) {
    expect(middle(night)).toBeLessThan(0.5 * middle(day));
    expect(lightToDarkStops(night)).toBeGreaterThan(lightToDarkStops(day));
    expect(structureKept(day, night)).toBeGreaterThan(0.5);
  }
});

it('night-to-day brings a night nearer to its day than a curve does, its edges where they were', async () => {
  const { folder, manifest } = await load('night-to-day');
  const onnx = await readFile(join(folder, manifest.networks[0]!.file));
  const day = await readSample('cathedral.jpg', 384);
  const night = darkened(darkened(day));
  const relit = await relightAll(onnx, manifest.looks!.map(({ code }) => ({ day: night, code })));
  if (!relit.ok) throw new Error(relit.error.message);
  const apart = (picture: Picture) => picture.samples.reduce((sum, sample, index) => sum + Math.abs(sample - day.samples[index]!), 0) / day.samples.length;
  for (const made of relit.value) {
    expect(apart(made)).toBeLessThan(apart(brightened(night)));
    expect(structureKept(day, made)).toBeGreaterThan(0.5);
  }
  const blueness = relit.value.map((picture) => styleCodeOf(picture)[2]);
  expect(Math.max(...blueness) - Math.min(...blueness)).toBeGreaterThan(0.1);
});

it('photo-to-painting changes the colours of a photograph and keeps its edges, without stripes', async () => {
  const { folder, manifest } = await load('photo-to-painting');
  const running = await openNetwork(await readFile(join(folder, manifest.networks[0]!.file)), manifest.networks[0]!);
  const before = crop(photograph, 100, 60, 256, 256);
  const after = await running.run(before);
  await running.release();
  const difference = after.data.reduce((sum, value, index) => sum + Math.abs(value - before.data[index]!), 0) / after.data.length;
  expect(difference).toBeGreaterThan(15);
  // Of waves along rows, those of three to four pixels stand out where the generator repeats pixels.
  const powers = Array.from({ length: 30 }, (_, index) => rowPower(after, 60 + index));
  expect(Math.max(...powers) / (powers.reduce((sum, value) => sum + value, 0) / powers.length)).toBeLessThan(1.8);
});

/** Of the wave that fits `count` times into a row of the first plane, over all rows. */
function rowPower({ data, width, height }: { readonly data: Float32Array; readonly width: number; readonly height: number }, count: number): number {
  let power = 0;
  for (let y = 0; y < height; y += 1) {
    const row = Array.from(data.subarray(y * width, (y + 1) * width));
    const along = (wave: (angle: number) => number) => row.reduce((sum, value, x) => sum + value * wave((2 * Math.PI * count * x) / width), 0);
    power += along(Math.cos) ** 2 + along(Math.sin) ** 2;
  }
  return power;
}
