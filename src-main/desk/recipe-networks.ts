/** @file Which networks each step of a recipe may run; used by main. */
import { effectiveValues } from '../../src-shared/operations/operation.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { findOperation } from '../../src-shared/operations/registry.ts';
import { findModels } from '../model-registry/find-models.ts';
import { summariseModels } from '../model-registry/summarise.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';

/** One list a step; that of a step without a model, or whose model is not there, is empty. */
export async function networksOf({ steps }: Recipe, modelDirectories: readonly string[]): Promise<ModelNetwork[][]> {
  const models = await findModels(modelDirectories);
  return steps.map(({ operation, parameters }) => {
    const names = Object.entries(findOperation(operation)?.parameters ?? {}).flatMap(([name, it]) => (it.kind === 'model' ? [parameters[name]] : []));
    return models.flatMap(({ id, manifest }) => (manifest.ok && names.includes(id) ? manifest.value.networks : []));
  });
}

/** The recipe as far as it decides pixels: without what the models have no use for, so that equal results have equal keys. */
export async function effectiveRecipe(recipe: Recipe, modelDirectories: readonly string[]): Promise<Recipe> {
  const summaries = await summariseModels(modelDirectories);
  const steps = recipe.steps.map((step) => {
    const operation = findOperation(step.operation);
    const model = summaries.find(({ id }) => id === step.parameters['model']);
    return operation ? { ...step, parameters: effectiveValues(operation, step.parameters, model) } : step;
  });
  return { ...recipe, steps };
}
