/** @file Draws copies of pictures from files of which some may turn out to be damaged; trainer process. */
import type { Failure } from '../../../src-shared/failure.ts';
import type { CachedPicture, CopyRecipe, PictureCache } from './picture-cache.ts';

/** Told once for each file that cannot be decoded. */
export type OnSkipped = (path: string, failure: Failure) => void;

type Wanted<K extends string> = { readonly path: string; readonly recipe: CopyRecipe<K> };

/**
 * Gives the copies of the first drawn file that can be decoded. A damaged file is drawn over at every turn anew, so that
 * a resumed run, which does not remember it, draws the same.
 */
export type DrawCopies<K extends string> = (draw: () => Wanted<K>) => Promise<Record<K, CachedPicture>>;

const mostDraws = 1000;

/** Thrown through the sources of batches to the training loop, which ends the run with a checkpoint. */
export class NoPictureLeft extends Error {}

export function drawCopiesFrom<K extends string>(cache: PictureCache, onSkipped: OnSkipped): DrawCopies<K> {
  const known = new Map<string, Promise<Record<K, CachedPicture> | null>>();
  const copiesOf = ({ path, recipe }: Wanted<K>) => {
    const key = `${recipe.id} ${path}`;
    const found = known.get(key);
    if (found) return found;
    const made = cache.copies(path, recipe).then((result) => {
      if (result.ok) return result.value;
      onSkipped(path, result.error);
      return null;
    });
    made.catch(() => known.delete(key));
    known.set(key, made);
    return made;
  };
  return async (draw) => {
    let last = '';
    for (let attempt = 0; attempt < mostDraws; attempt++) {
      const wanted = draw();
      last = wanted.path;
      const copies = await copiesOf(wanted);
      if (copies) return copies;
    }
    throw new NoPictureLeft(`None of the pictures can be read any more; the last of ${mostDraws} that were tried is "${last}".`);
  };
}
