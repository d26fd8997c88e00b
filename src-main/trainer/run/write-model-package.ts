/** @file Writes trained networks as a model package; trainer process. */
import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ModelManifest, ModelNetwork, TrainingRecord } from '../../../src-shared/model.ts';

export type TrainedModel = Pick<ModelManifest, 'task' | 'description'> & {
  readonly model: Uint8Array;
  readonly network: Omit<ModelNetwork, 'sha256' | 'bytes'>;
  readonly training: TrainingRecord;
};

/** A folder's name as the id of a model package. */
export const packageId = (folder: string): string => basename(folder).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'model';

/** The package takes the folder's name as its id. */
export async function writeTrainedModel(folder: string, { task, description, model, network, training }: TrainedModel): Promise<void> {
  await mkdir(folder, { recursive: true });
  const manifest: ModelManifest = {
    format: 1,
    id: basename(folder),
    name: basename(folder),
    task,
    description,
    licence: 'NOASSERTION',
    provenance: { source: `imago train ${training.recipe}`, version: String(training.steps) },
    networks: [{ ...network, sha256: createHash('sha256').update(model).digest('hex'), bytes: model.length }],
    training,
  };
  await writeWhole(join(folder, network.file), model);
  await writeWhole(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(`${path}.partial`, content);
  await rename(`${path}.partial`, path);
}
