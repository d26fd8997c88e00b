/** @file Trainings made and asked for past the screens, for tests of what happens to them. */
import { expect } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { previewFile, stepFolder } from '../../src-shared/preview-files.ts';
import type { TrainingEvent } from '../../src-shared/trainer-messages.ts';
import type { Bridge } from '../../src-shared/ipc.ts';
import type { AdvancedSettings, TrainingDefinition } from '../../src-shared/training-definition.ts';
import type { TrainingSummary } from '../../src-shared/training.ts';
import type { Editor } from './editor.ts';

/** What the busiest machine may take. */
export const patient = { timeout: 300_000 };

type Wanted = { readonly name: string; readonly folder: string; readonly steps: number } & Pick<AdvancedSettings, 'size' | 'width' | 'depth'>;

/** An upscaler, tiny where nothing else is said, with a checkpoint every twenty steps; gives the training's id. */
export async function createTraining({ page }: Editor, { name, folder, steps, ...network }: Wanted): Promise<string> {
  const advanced = { size: 32, width: 4, depth: 1, ...network, scale: 2, batch: 1, threads: 1, steps, checkpointSteps: 20, checkpointSeconds: 3600 } as const;
  const definition: TrainingDefinition = { name, goal: 'upscale', a: folder, b: null, base: null, quality: 'quick', device: 'cpu', excluded: [], advanced };
  const created = await page.evaluate((it) => (window as unknown as { imago: Bridge }).imago.call('training:create', it), definition);
  if (!created.ok) throw new Error(created.error.message);
  return created.value.id;
}

export async function trainingOf({ page }: Editor, id: string): Promise<TrainingSummary> {
  const trainings = await page.evaluate(() => (window as unknown as { imago: Bridge }).imago.call('training:list'));
  return trainings.find((it) => it.id === id)!;
}

/** Looks often, so that a small training has not got far beyond what was waited for. */
const attentive = { ...patient, intervals: [100] };

export const expectState = (editor: Editor, id: string, state: TrainingSummary['state']): Promise<void> => expect.poll(async () => (await trainingOf(editor, id)).state, attentive).toBe(state);

/** Waits for so many steps. */
export const expectSteps = (editor: Editor, id: string, least: number): Promise<void> => expect.poll(async () => (await trainingOf(editor, id)).step, attentive).toBeGreaterThanOrEqual(least);

/** What a CycleGAN leaves behind that was paused after two checkpoints, with all that the studio can show of a training. */
export async function writePausedTraining(userData: string, { name, pictures }: { readonly name: string; readonly pictures: number }): Promise<void> {
  const folder = join(userData, 'trainings', randomUUID());
  const write = async (path: string, content: string | Buffer) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  const definition = { name, goal: 'translate', a: '/photographs/day', b: '/photographs/night', base: null, quality: 'good', device: 'cpu', excluded: [], advanced: {} };
  const record = { version: 1, definition, createdAt: '2026-01-01T00:00:00.000Z', accelerated: false, state: 'paused', failure: null, pauseReason: null, step: 80, steps: 400, secondsPerStep: 0.00098, megabytes: 900, device: 'cpu', pictures: 900, heldOut: pictures, parameters: 1_000_000 };
  await write('training.json', JSON.stringify(record));
  const events: TrainingEvent[] = [];
  for (let step = 1; step <= 80; step += 1) {
    const metrics = { loss: 1 / step, adversarial: 0.4, cycle: 0.2, 'discriminatorA.realRight': 0.9, 'generatorAb.gradientNorm': 0.3 };
    events.push({ event: 'trained', step, steps: 400, metrics, learningRate: 2e-4, secondsPerStep: 0.00098, secondsLeft: 1 });
    if (step % 40 !== 0) continue;
    const rows = (['input', 'output', 'heat'] as const).map((row) => ({ row, count: pictures }));
    events.push({ event: 'checkpoint', step }, { event: 'previewed', step, what: 'ab', rows }, { event: 'previewed', step, what: 'ba', rows });
    events.push({ event: 'evaluated', step, metrics: { 'ab.distance': 90 - step, 'ba.distance': 80 - step / 2 } });
    await write(`snapshots/${stepFolder(step)}/generator-ab.onnx`, 'weights');
    for (const what of ['ab', 'ba'])
      for (const { row } of rows)
        for (let index = 0; index < pictures; index += 1) await write(previewFile({ step, what, row, index }), await picture(row === 'heat', step));
  }
  events.push({ event: 'note', step: 80, message: 'A lamp was counted twice.' });
  await write('metrics.jsonl', events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}

function picture(isHeat: boolean, step: number): Promise<Buffer> {
  const plain = sharp({ create: { width: 64, height: 64, channels: 4, background: isHeat ? { r: 255, g: 0, b: 0, alpha: 0.3 } : { r: 2 * step, g: 136, b: 68, alpha: 1 } } });
  return (isHeat ? plain.png() : plain.webp()).toBuffer();
}
