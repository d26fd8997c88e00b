/** @file Which networks each step of a recipe may run; used by main. */
import type { Recipe } from '../../src-shared/recipe.ts';
import { findOperation } from '../../src-shared/operations/registry.ts';
import { findModels } from '../model-registry/find-models.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';

/** One list a step; that of a step without a model, or whose model is not there, is empty. */
export async function networksOf({ steps }: Recipe, modelDirectories: readonly string[]): Promise<ModelNetwork[][]> {
  const models = await findModels(modelDirectories);
  return steps.map(({ operation, parameters }) => {
    const names = Object.entries(findOperation(operation)?.parameters ?? {}).flatMap(([name, it]) => (it.kind === 'model' ? [parameters[name]] : []));
    return models.flatMap(({ id, manifest }) => (manifest.ok && names.includes(id) ? manifest.value.networks : []));
  });
}
