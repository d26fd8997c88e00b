/** @file Which models a training of a goal can start from; used by main. */
import type { ModelManifest, TrainedNetwork } from '../../src-shared/model.ts';
import type { StudioBase } from '../../src-shared/studio-calls.ts';
import type { TrainingDefinition } from '../../src-shared/training-definition.ts';
import { findModels } from '../model-registry/find-models.ts';
import { summariseModels } from '../model-registry/summarise.ts';

type Goal = TrainingDefinition['goal'];
const kindsOf = { translate: ['resnet-generator', 'relight-generator'], upscale: ['compact-upscaler'], fill: ['gated-inpainter'] } as const satisfies Record<Goal, readonly TrainedNetwork['kind'][]>;

export async function basesFor(goal: Goal, directories: readonly string[]): Promise<StudioBase[]> {
  const fitting = new Map((await findModels(directories)).flatMap(({ id, manifest }) => (manifest.ok && canBegin(manifest.value, goal) ? [[id, manifest.value] as const] : [])));
  const summaries = (await summariseModels(directories)).filter(({ id, problem }) => fitting.has(id) && problem === undefined);
  return summaries.map((model) => ({ model, relights: fitting.get(model.id)!.training?.network?.kind === 'relight-generator' }));
}

/** The trainer can read an upscaler of its own kind, and a relighter, without the weights of its training; days are learnt from made nights, which are for the command line. */
export function canBegin({ task, training, provenance }: ModelManifest, goal: Goal): boolean {
  const network = training?.network;
  if (network?.kind === 'relight-generator' && network.brightens) return false;
  const kind = network?.kind;
  if (kind && (training?.weights || kind === 'relight-generator')) return (kindsOf[goal] as readonly string[]).includes(kind);
  return goal === 'upscale' && task === 'upscale' && provenance.source.includes('imago train super-resolution');
}
