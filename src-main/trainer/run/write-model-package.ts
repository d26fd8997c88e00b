/** @file Writes trained networks as a model package; trainer process. */
import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ModelManifest, ModelNetwork, TrainedNetwork, TrainingRecord } from '../../../src-shared/model.ts';
import type { TrainingRun } from '../../../src-shared/trainer-messages.ts';
import { encodeCheckpoint } from './checkpoint-file.ts';
import type { StartingWeights } from './starting-weights.ts';

/** What was trained, and what is known of its training. */
export type Trained = { readonly run: TrainingRun; readonly record: Pick<TrainingRecord, 'pictures' | 'heldOut' | 'steps' | 'metrics'>; readonly weights: StartingWeights };

export type TrainedModel = Pick<ModelManifest, 'task' | 'description' | 'looks'> & {
  readonly model: Uint8Array;
  readonly network: Omit<ModelNetwork, 'sha256' | 'bytes'>;
  readonly built: TrainedNetwork;
  readonly trained: Trained;
};

const weightsName = 'training.bin';

/** A folder's name as the id of a model package. */
export const packageId = (folder: string): string => basename(folder).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'model';

/** The package takes the folder's name as its id. */
export async function writeTrainedModel(folder: string, { task, description, model, network, built, looks, trained }: TrainedModel): Promise<void> {
  const { run, record, weights } = trained;
  const { recipe, seed, base } = run;
  await mkdir(folder, { recursive: true });
  const origin = base && { id: base.id, sha256: base.sha256 };
  const manifest: ModelManifest = {
    format: 1,
    id: basename(folder),
    name: basename(folder),
    task,
    description,
    licence: 'NOASSERTION',
    provenance: { source: `imago train ${recipe}${base ? `, based on ${base.id}` : ''}`, version: String(record.steps) },
    networks: [{ ...network, sha256: createHash('sha256').update(model).digest('hex'), bytes: model.length }],
    ...(looks ? { looks } : {}),
    training: { recipe, seed, ...record, network: built, weights: weightsName, ...(origin ? { base: origin } : {}) },
  };
  const content = encodeCheckpoint({ step: record.steps, seconds: 0, rateScale: 1, source: null, turns: null, state: weights });
  await writeWhole(join(folder, network.file), model);
  await writeWhole(join(folder, weightsName), Buffer.concat(content));
  await writeWhole(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** @throws an error that names the file; what was written of it is gone, so that a full disk gets its space back. */
async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.partial`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw Object.assign(error as Error, { path });
  }
}
