/** @file Trainings made and asked for past the screens, for tests of what happens to them. */
import { expect } from '@playwright/test';
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
