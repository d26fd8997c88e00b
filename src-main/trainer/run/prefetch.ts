/** @file Draws the next batch while the present one is used; trainer process. */
import type { Batch, BatchSource } from '../data/batch-source.ts';

export type Drawn<S> = { readonly batch: Batch; /** Where the source stood when this batch had been drawn. */ readonly state: S };

export function prefetch<S>(source: BatchSource<string, S>): () => Promise<Drawn<S>> {
  const draw = async (): Promise<Drawn<S>> => ({ batch: await source.next(), state: source.state() });
  let upcoming: Promise<Drawn<S>> | undefined;
  return async () => {
    const drawn = await (upcoming ?? draw());
    upcoming = draw();
    // Nobody may ask for the last one; its failure is then nobody's.
    upcoming.catch(() => undefined);
    return drawn;
  };
}
