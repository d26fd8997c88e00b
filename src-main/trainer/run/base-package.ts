/** @file The model package that a run starts from: what it fixes of the run, and the weights in it; trainer process. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { failure } from '../../../src-shared/failure.ts';
import type { ModelNetwork, ModelTask, TrainedNetwork } from '../../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { type Base, type PlannedRun, type TrainingRun, trainingRunSchema } from '../../../src-shared/trainer-messages.ts';
import type { InstalledModel } from '../../model-registry/find-models.ts';
import { loadManifest } from '../../model-registry/manifest.ts';
import { verifyNetwork } from '../../model-registry/verify-model.ts';
import { canDeepen } from '../../networks/deepen-upscaler.ts';
import { countParameters } from '../../networks/parameters.ts';
import { relightGenerator } from '../../networks/relight-generator.ts';
import { readCheckpoint } from './checkpoint-file.ts';
import { relighterModel } from './export-relighter.ts';
import { readUpscaler } from './read-upscaler.ts';
import { readWeights } from './read-weights.ts';
import type { Start } from './starting-weights.ts';

const taskOf = { 'super-resolution': 'upscale', cyclegan: 'translate', cut: 'translate', inpainting: 'inpaint', relight: 'translate' } as const satisfies Record<TrainingRun['recipe'], ModelTask>;
/** A base of the same task may still be another network. */
const networkOf = {
  'super-resolution': 'compact-upscaler',
  cyclegan: 'resnet-generator',
  cut: 'resnet-generator',
  inpainting: 'gated-inpainter',
  relight: 'relight-generator',
} as const satisfies Record<TrainingRun['recipe'], TrainedNetwork['kind']>;
const deeds = { upscale: 'enlarge', translate: 'translate', inpaint: 'fill holes', select: 'find something' } as const satisfies Record<ModelTask, string>;

/** A planned run made whole: its network is the base's, and what it says of the network must agree; only the scale may differ, and more layers may come. */
export async function basedRun(run: PlannedRun, folder: string): Promise<Result<TrainingRun>> {
  const manifest = await loadManifest(folder);
  if (!manifest.ok) return manifest;
  const { id, name, task, networks } = manifest.value;
  const expected = taskOf[run.recipe];
  if (task !== expected) {
    return failWith(failure('bad-request', `The model “${name}” learnt to ${deeds[task]}, so no training to ${deeds[expected]} can start from it.`, { reason: 'base-differs', advice: 'Choose another base.' }));
  }
  const planned = Object.fromEntries(Object.entries(run).filter(([, value]) => value !== undefined));
  // Of an upscaler the network that enlarges as much, where it has one.
  const start = networks.find(({ scale }) => scale === planned['scale']) ?? networks[0]!;
  const read = await readStart({ folder, manifest: manifest.value }, start);
  if (!read.ok) return read;
  if (read.value.network.kind !== networkOf[run.recipe]) {
    return failWith(failure('bad-request', `The model “${name}” is of another kind than what imago train ${run.recipe} makes.`, { reason: 'base-differs', advice: 'Choose a base that was trained by the same recipe.' }));
  }
  for (const [option, value] of Object.entries(read.value.network)) {
    if (option === 'scale' || !(option in planned) || isDeepStrictEqual(planned[option], value) || isDeeper(read.value.network, option, planned[option])) continue;
    const said = `The model “${name}” has ${option} ${String(value)}, not ${String(planned[option])}, and a training cannot change that.`;
    return failWith(failure('bad-request', said, { reason: 'base-differs', advice: `Leave ${option} out, or start without a base.` }));
  }
  return succeed(trainingRunSchema.parse({ ...read.value.network, ...planned, base: { id, folder, sha256: start.sha256 } satisfies Base }));
}

const isDeeper = (network: TrainedNetwork, option: string, planned: unknown): boolean =>
  option === 'depth' && network.kind === 'compact-upscaler' && canDeepen(network) && Number(planned) > network.depth;

/** The base of a run that has none of its own steps behind it yet. */
export async function loadBase({ folder, sha256 }: Base): Promise<Result<Start>> {
  const manifest = await loadManifest(folder);
  if (!manifest.ok) return manifest;
  const { name, networks } = manifest.value;
  const start = networks.find((network) => network.sha256 === sha256);
  if (start) return readStart({ folder, manifest: manifest.value }, start);
  return failWith(failure('model-tampered', `The model “${name}” has changed since this run was started from it.`, { advice: 'Start anew in another folder.' }));
}

/** From the weights of the package's training, or, for an upscaler or a relighter without them, from its network. */
async function readStart(model: InstalledModel, start: ModelNetwork): Promise<Result<Start>> {
  const { folder, manifest } = model;
  const { name, task, training } = manifest;
  if (training?.weights && training.network) {
    const path = join(folder, training.weights);
    const read = await readCheckpoint(path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    });
    if (!read) return failWith(failure('model-missing', `The model “${name}” is not whole: ${training.weights} is missing.`, { advice: 'Copy its whole folder, or choose another base.' }));
    if (!read.ok) return failWith(failure('model-tampered', `The file ${training.weights} of the model “${name}” is damaged.`, { advice: 'Copy it again, or choose another base.' }));
    return succeed({ network: training.network, weights: read.value.state });
  }
  if (task === 'upscale') {
    const path = await verifyNetwork(model, start);
    if (!path.ok) return path;
    const upscaler = readUpscaler(await readFile(path.value));
    if (upscaler) return succeed({ network: upscaler.network, weights: { generator: { shape: [upscaler.values.length], values: upscaler.values } } });
  }
  if (training?.network?.kind === 'relight-generator') {
    const { network } = training;
    const path = await verifyNetwork(model, start);
    if (!path.ok) return path;
    const values = readWeights(await readFile(path.value), countParameters(relightGenerator(network).specs), (marks) => relighterModel(network, marks));
    if (values) return succeed({ network, weights: { generator: { shape: [values.length], values } } });
  }
  return failWith(failure('model-invalid', `No training can start from the model “${name}”.`, { advice: 'Choose a model that `imago train` wrote.' }));
}
