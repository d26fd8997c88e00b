/** @file Which models a training of a goal can start from; used by main. */
import type { ModelManifest, ModelSummary } from '../../src-shared/model.ts';
import { recipeOf, type StudioRecipe, type TrainingDefinition } from '../../src-shared/training-definition.ts';
import { findModels } from '../model-registry/find-models.ts';
import { summariseModels } from '../model-registry/summarise.ts';

const networkOf = { cyclegan: 'resnet-generator', cut: 'resnet-generator', 'super-resolution': 'compact-upscaler', inpainting: 'gated-inpainter' } as const satisfies Record<StudioRecipe, string>;

export async function basesFor(definition: Pick<TrainingDefinition, 'goal' | 'advanced'>, directories: readonly string[]): Promise<ModelSummary[]> {
  const recipe = recipeOf(definition);
  const fitting = new Set((await findModels(directories)).flatMap(({ id, manifest }) => (manifest.ok && canBegin(manifest.value, recipe) ? [id] : [])));
  return (await summariseModels(directories)).filter(({ id, problem }) => fitting.has(id) && problem === undefined);
}

/** The trainer can read an upscaler of its own kind without the weights of its training. */
export function canBegin({ task, training, provenance }: ModelManifest, recipe: StudioRecipe): boolean {
  if (training?.weights && training.network) return training.network.kind === networkOf[recipe];
  return recipe === 'super-resolution' && task === 'upscale' && provenance.source.includes('imago train super-resolution');
}
