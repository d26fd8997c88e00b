/** @file Goes through a list again and again, each time in another random order; its position can be stored. Pure. */
import { type RandomState, resumeRandom } from '../random.ts';

export type ShuffleState = {
  /** The generator as it was before the present order was drawn. */
  readonly random: RandomState;
  readonly position: number;
  /** Orders that were gone through whole. */
  readonly epoch: number;
};

export type Shuffle = { next(): number; state(): ShuffleState };

export const startShuffle = (random: RandomState): ShuffleState => ({ random, position: 0, epoch: 0 });

/** Gives indices below `count`. */
export function shuffle(count: number, from: ShuffleState): Shuffle {
  let { random, position, epoch } = from;
  let { order, after } = drawOrder(count, random);
  return {
    next() {
      if (position === count) {
        random = after;
        ({ order, after } = drawOrder(count, random));
        position = 0;
        epoch += 1;
      }
      return order[position++]!;
    },
    state: () => ({ random, position, epoch }),
  };
}

/** Fisher and Yates' shuffle. */
function drawOrder(count: number, state: RandomState): { order: number[]; after: RandomState } {
  const random = resumeRandom(state);
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return { order, after: random.state() };
}
