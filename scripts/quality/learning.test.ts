/** @file Real trainings, as short as they can be: each recipe must learn what it is for, seen on held-out pictures. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runTraining } from '../../src-main/children/trainer-client.ts';
import { temporaryFolder } from '../../src-main/testing/temporary-folder.ts';
import type { Picture } from '../../src-main/trainer/data/picture.ts';
import { resample } from '../../src-main/trainer/data/resample.ts';
import { writeTiff } from '../../src-main/trainer/data/test-pictures.ts';
import type { TrainingEvent, TrainingRun } from '../../src-shared/trainer-messages.ts';
import { syntheticPicture } from './synthetic-picture.ts';

const program = fileURLToPath(new URL('../../dist/node/trainer.mjs', import.meta.url));

/** Two of so many are held out. */
const pictures = 24;

type Change = (sample: number, channel: number) => number;

const folderOf = (side: number, firstSeed: number, change: Change): Promise<string> => folderWith((index) => picture(side, firstSeed + index, change));

async function folderWith(make: (index: number) => Picture): Promise<string> {
  const folder = join(await temporaryFolder(), 'pictures');
  await mkdir(folder);
  for (let index = 0; index < pictures; index++) await writeTiff(join(folder, `${index}.tif`), make(index));
  return folder;
}

function picture(side: number, seed: number, change: Change): Picture {
  const { data } = syntheticPicture(side, side, seed);
  const plane = side * side;
  return { width: side, height: side, samples: Uint8Array.from({ length: 3 * plane }, (_, index) => change(data[(index % 3) * plane + Math.floor(index / 3)]!, index % 3)) };
}

/** Trains to the end and gives all measurements. */
async function measuredIn(run: TrainingRun, checkpointSteps: number | null = null): Promise<Record<string, number>[]> {
  const events: TrainingEvent[] = [];
  const out = join(await temporaryFolder(), 'run');
  const request = { out, run, base: null, resume: false, estimate: false, backend: 'onnx', device: 'cpu', threads: 1, checkpointSeconds: 1e6, checkpointSteps } as const;
  const result = await runTraining(request, { program, signal: new AbortController().signal, onEvent: (event) => events.push(event) });
  expect(result).toEqual({ ok: true, value: run.steps });
  return events.flatMap((event) => (event.event === 'evaluated' ? [event.metrics] : []));
}

const measuredAfter = async (run: TrainingRun): Promise<Record<string, number>> => (await measuredIn(run)).at(-1)!;

const common = { learningRate: 3e-3, averageDecay: 0.95 };
const keep = (sample: number): number => sample;
const networks = { batch: 1, size: 32, width: 8, discriminatorWidth: 8 };

const upscaler = { scale: 2, width: 12, depth: 2, activation: 'prelu', filters: 'plain', longSkip: true } as const;
const upscaling = { recipe: 'super-resolution', ...upscaler, loss: 'l1', batch: 4, size: 16, ...common } as const;

describe('a training', () => {
  it('of an upscaler beats bicubic', async () => {
    const { psnr, bicubic } = await measuredAfter({ ...upscaling, data: await folderOf(96, 1, keep), steps: 500, seed: 1 });
    expect(psnr).toBeGreaterThan(bicubic!);
  });

  it('of an upscaler that restores beats bicubic on pictures with noise and blocks', async () => {
    // Soft ones, in which noise is what differs.
    const data = await folderWith((index) => resample(picture(24, 1 + index, keep), 96, 96, 'bicubic'));
    const metrics = await measuredAfter({ ...upscaling, data, degraded: true, learningRate: 8e-3, steps: 600, seed: 1 });
    expect(metrics['degraded.psnr']).toBeGreaterThan(metrics['degraded.bicubic']! + 0.4);
    expect(metrics['degraded.bicubic']).toBeLessThan(metrics['bicubic']!);
  });

  it('of an upscaler brings detail back once its discriminator comes in', async () => {
    const sharpness = { weight: 0.02, faithfulShare: 0.5 };
    const [faithful, sharp] = await measuredIn({ ...upscaling, data: await folderOf(96, 1, keep), sharpness, steps: 600, seed: 2 }, 300);
    // Without one it stays as it is: 0.54 of the photograph's at step 300 and 0.53 at step 600.
    expect(sharp!['detail']).toBeGreaterThan(1.25 * faithful!['detail']!);
    expect(sharp!['psnr']).toBeGreaterThan(sharp!['bicubic']! - 0.5);
  });

  // Reddish photographs, and others of the same kind with inverted colours.
  const reddish = (sample: number, channel: number): number => Math.min(255, [1.5, 1.1, 0.5][channel]! * sample);
  const sides = async () => ({ a: await folderOf(64, 1, reddish), b: await folderOf(64, 101, (sample, channel) => 255 - reddish(sample, channel)) });
  const translation = { ...networks, blocks: 1, upsampling: 'resize', augmented: false, identity: 0, ...common, learningRate: 2e-3 } as const;

  it('of translators there and back crosses most of the way between two kinds of pictures', async () => {
    const metrics = await measuredAfter({ recipe: 'cyclegan', ...(await sides()), ...translation, cycle: 5, steps: 150, seed: 2 });
    for (const direction of ['ab', 'ba']) {
      expect(metrics[`${direction}.distance`]).toBeLessThan(0.4 * metrics[`${direction}.distanceBefore`]!);
      // Not one picture for all, and what was bright is dark.
      expect(metrics[`${direction}.diversity`]).toBeGreaterThan(0.15);
      expect(metrics[`${direction}.likeness`]).toBeLessThan(0);
    }
  });

  it('of a translator in one direction does so too', async () => {
    const metrics = await measuredAfter({ recipe: 'cut', ...(await sides()), ...translation, contrast: 1, patches: 32, steps: 700, seed: 3 });
    expect(metrics['ab.distance']).toBeLessThan(0.4 * metrics['ab.distanceBefore']!);
    expect(metrics['ab.diversity']).toBeGreaterThan(0.15);
  });

  it('of an inpainter beats the mean colour, before and after its discriminator comes in', async () => {
    const { psnr, meanFill } = await measuredAfter({
      recipe: 'inpainting',
      data: await folderOf(96, 1, keep),
      ...networks,
      batch: 2,
      dilations: [2, 4],
      hole: 6,
      adversarial: 0.05,
      faithfulShare: 0.7,
      steps: 150,
      ...common,
      seed: 4,
    });
    expect(psnr).toBeGreaterThan(meanFill! + 0.5);
  });
});
