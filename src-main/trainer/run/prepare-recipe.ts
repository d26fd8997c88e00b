/** @file From what a run is to what the training loop needs; trainer process. */
import { join } from 'node:path';
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { TrainingRun } from '../../../src-shared/trainer-messages.ts';
import { loadBase } from './base-package.ts';
import { openCheckpointFolder } from './checkpoint-folder.ts';
import { prepareDaylight } from './daylight-recipe.ts';
import { prepareInpainting } from './inpainting-recipe.ts';
import type { Places, PreparedRecipe } from './recipe.ts';
import { prepareRelight } from './relight-recipe.ts';
import { prepareSuperResolution } from './super-resolution-recipe.ts';
import { prepareTranslation } from './translation-recipe.ts';

export async function prepareRecipe(run: TrainingRun, places: Omit<Places, 'start'>): Promise<Result<PreparedRecipe>> {
  const start = run.base && !(await hasBegun(places.out)) ? await loadBase(run.base) : succeed(null);
  return start.ok ? prepare(run, { ...places, start: start.value }) : start;
}

/** Whether there is a checkpoint to go on from; then the base need not exist any more. */
async function hasBegun(out: string): Promise<boolean> {
  const checkpoints = await openCheckpointFolder(join(out, 'checkpoints'));
  return (await checkpoints.latest(() => undefined)) !== null;
}

function prepare(run: TrainingRun, places: Places): Promise<Result<PreparedRecipe>> {
  switch (run.recipe) {
    case 'super-resolution':
      return prepareSuperResolution(run, places);
    case 'inpainting':
      return prepareInpainting(run, places);
    case 'cyclegan':
    case 'cut':
      return prepareTranslation(run, places);
    case 'relight':
      return run.made === undefined ? prepareRelight(run, places) : prepareDaylight({ ...run, made: run.made }, places);
  }
}
