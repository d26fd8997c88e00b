/** @file How well a generator translates pictures it has never seen, in numbers; trainer process. */
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { Session } from '../../runtime/session.ts';
import type { Picture } from '../data/picture.ts';
import { diversity, likeness, pictureDistance } from '../similarity.ts';
import { slicedWasserstein } from '../sliced-wasserstein.ts';
import type { Metrics } from './recipe.ts';
import { runPicture } from './run-picture.ts';

export async function translateAll(session: Session, pictures: readonly Picture[]): Promise<Result<Picture[]>> {
  const translated: Picture[] = [];
  for (const picture of pictures) {
    const result = await runPicture(session, picture);
    if (!result.ok) return result;
    translated.push(result.value);
  }
  return succeed(translated);
}

const sampling = { patches: 2048, directions: 64, seed: 1 } as const;

/**
 * `distance` to the pictures of the other side, and what it was before the translation; `change`: near 0 where the
 * output equals the input; `diversity`: near 0 where all outputs are the same; `likeness`: below 0 where bright turns dark.
 */
export function translationMetrics(sources: readonly Picture[], translated: readonly Picture[], targets: readonly Picture[]): Metrics {
  const mean = (of: (source: Picture, translation: Picture) => number) => sources.reduce((sum, source, index) => sum + of(source, translated[index]!), 0) / sources.length;
  return {
    distance: slicedWasserstein(translated, targets, sampling),
    distanceBefore: slicedWasserstein(sources, targets, sampling),
    change: mean(pictureDistance),
    diversity: diversity(sources, translated),
    likeness: mean(likeness),
  };
}
