/** @file Draws copies of pictures from files of which some may turn out to be damaged; trainer process. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Failure, failure } from '../../../src-shared/failure.ts';
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
export class NoMorePictures extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** What is wrong with a single file is passed over; what is wrong with the folder or the disk is not. */
function causeToStop(path: string, { code, ...rest }: Failure): Failure | null {
  const folder = dirname(path);
  if (code === 'file-missing' && !existsSync(folder)) return failure('file-missing', `The folder "${folder}" is gone.`, { advice: bringBack });
  return code === 'disk-full' || code === 'target-readonly' || code === 'target-failed' ? { code, ...rest } : null;
}
const bringBack = 'Bring the folder back, then resume.';

export function drawCopiesFrom<K extends string>(cache: PictureCache, onSkipped: OnSkipped): DrawCopies<K> {
  const known = new Map<string, Promise<Record<K, CachedPicture> | null>>();
  const copiesOf = ({ path, recipe }: Wanted<K>) => {
    const key = `${recipe.id} ${path}`;
    const found = known.get(key);
    if (found) return found;
    const made = cache.copies(path, recipe).then((result) => {
      if (result.ok) return result.value;
      const cause = causeToStop(path, result.error);
      if (cause) throw new NoMorePictures(cause);
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
    throw new NoMorePictures(failure('file-missing', `None of the pictures can be read any more; the last of ${mostDraws} that were tried is "${last}".`, { advice: bringBack }));
  };
}
