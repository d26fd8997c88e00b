/** @file Where a recipe can begin on a picture: behind its leading steps whose result is kept; used by main. */
import type { Recipe } from '../../src-shared/recipe.ts';
import type { OpenPicture } from './pictures.ts';
import type { Results } from './results.ts';

export type KeptStart = {
  /** Runs a task on the raster that the rest of the steps gets. */
  readonly use: OpenPicture['source']['use'];
  /** Its pixels per pixel of the source and side. */
  readonly scale: number;
  /** How many leading steps it holds. */
  readonly kept: number;
};

/** The last step is always left to run. */
export async function keptStart(results: Pick<Results, 'keys' | 'find' | 'raster'>, picture: OpenPicture, recipe: Recipe): Promise<KeptStart> {
  const keys = recipe.steps.length > 1 ? await results.keys(picture, recipe) : [];
  for (let kept = keys.length - 1; kept > 0; kept -= 1) {
    const stage = await results.find(keys[kept - 1]!);
    if (stage) return { use: (task) => task(results.raster(stage.id)), scale: stage.pyramid.width / picture.state.info.width, kept };
  }
  return { use: picture.source.use, scale: 1, kept: 0 };
}
