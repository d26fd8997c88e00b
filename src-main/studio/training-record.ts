/** @file What is kept of a training between starts, in `training.json` of its folder; used by main. */
import { join } from 'node:path';
import { z } from 'zod';
import { providerSchema } from '../../src-shared/device.ts';
import { failureSchema } from '../../src-shared/failure.ts';
import { trainingDefinitionSchema } from '../../src-shared/training-definition.ts';
import { parseJson, readTextIfThere, writeWhole } from '../desk/atomic-file.ts';

const number = z.number().nullable();

export const trainingRecordSchema = z.object({
  version: z.literal(1),
  definition: trainingDefinitionSchema,
  createdAt: z.string(),
  /** Whether it was made for more than the CPU; decides what its quality means. */
  accelerated: z.boolean(),
  /** 'active' at a start means that the program ended in the middle of it. */
  state: z.enum(['queued', 'active', 'paused', 'stopped', 'done', 'failed', 'interrupted']),
  failure: failureSchema.nullable(),
  pauseReason: z.enum(['disk-full', 'device-lost', 'folder-missing']).nullable(),
  step: z.number(),
  steps: z.number(),
  secondsPerStep: number,
  megabytes: number,
  device: providerSchema.nullable(),
  pictures: number,
  heldOut: number,
  parameters: number,
});
export type TrainingRecord = z.infer<typeof trainingRecordSchema>;

const fileIn = (folder: string): string => join(folder, 'training.json');

/** Null where the folder holds no training, or one of a version that this one does not know. */
export async function readRecord(folder: string): Promise<TrainingRecord | null> {
  const text = await readTextIfThere(fileIn(folder));
  return text === null ? null : (trainingRecordSchema.safeParse(parseJson(text)).data ?? null);
}

export const writeRecord = (folder: string, record: TrainingRecord): Promise<void> => writeWhole(fileIn(folder), JSON.stringify(record, null, 2));
