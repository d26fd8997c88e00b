/** @file What the interface and the command line list of the models. Runs in main and the command line. */
import { generatorKind, type ModelSummary, type TrainingRecord } from '../../src-shared/model.ts';
import { findModels, type FoundModel } from './find-models.ts';
import { cardPictures } from './card-pictures.ts';
import { folderBytes } from './folder-bytes.ts';
import { isOwn } from './install-model.ts';
import { presentNetwork } from './verify-model.ts';

export async function summariseModels(directories: readonly string[]): Promise<ModelSummary[]> {
  return Promise.all((await findModels(directories)).map(summarise));
}

async function summarise({ id, folder, manifest }: FoundModel): Promise<ModelSummary> {
  if (!manifest.ok) {
    return { id, name: id, task: 'upscale', description: '', licence: 'unknown', scales: [], bytes: 0, looks: [], own: isOwn(folder), problem: manifest.error.message };
  }
  const { name, task, description, licence, networks, looks = [] } = manifest.value;
  const checks = await Promise.all(networks.map((network) => presentNetwork({ folder, manifest: manifest.value }, network)));
  const failed = checks.find((check) => !check.ok);
  const problem = failed && !failed.ok ? { problem: [failed.error.message, failed.error.advice].join(' ') } : {};
  const bytes = networks.reduce((sum, network) => sum + network.bytes, 0);
  const kind = generatorKind(manifest.value);
  const generator = kind ? { generator: kind } : {};
  const scales = networks.map((network) => network.scale);
  const { provenance, training: record } = manifest.value;
  const training = record ? { training: trainingOf(record) } : {};
  const [diskBytes, previews] = await Promise.all([folderBytes(folder), cardPictures({ id, folder })]);
  return { id, name, task, description, licence, own: isOwn(folder), source: provenance.source, ...training, diskBytes, previews, scales, bytes, looks: looks.map((look) => look.name), ...generator, ...problem };
}

const trainingOf = ({ recipe, pictures, heldOut, steps, seed, metrics, base }: TrainingRecord): ModelSummary['training'] & object => ({
  recipe,
  pictures,
  ...(heldOut === undefined ? {} : { heldOut }),
  steps,
  seed,
  metrics,
  ...(base ? { base: base.id } : {}),
});
