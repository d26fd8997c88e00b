/** @file From what a run is to what the training loop needs; trainer process. */
import type { Result } from '../../../src-shared/result.ts';
import type { TrainingRun } from '../../../src-shared/trainer-messages.ts';
import { prepareInpainting } from './inpainting-recipe.ts';
import type { Places, PreparedRecipe } from './recipe.ts';
import { prepareSuperResolution } from './super-resolution-recipe.ts';
import { prepareTranslation } from './translation-recipe.ts';

export function prepareRecipe(run: TrainingRun, places: Places): Promise<Result<PreparedRecipe>> {
  switch (run.recipe) {
    case 'super-resolution':
      return prepareSuperResolution(run, places);
    case 'inpainting':
      return prepareInpainting(run, places);
    case 'cyclegan':
    case 'cut':
      return prepareTranslation(run, places);
  }
}
