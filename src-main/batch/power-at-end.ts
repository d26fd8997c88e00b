/** @file Sleep or shut-down after a batch: once nothing else is left to do, and unless somebody who is there says no. Used by main. */
import { setTimeout as delay } from 'node:timers/promises';
import type { PowerWish } from './power.ts';

type Surroundings = {
  /** Whether batches, jobs or trainings are under way. */
  readonly isBusy: () => boolean;
  /** Gives whoever is there the time to say no; false where they did. */
  readonly confirm: (wish: PowerWish) => Promise<boolean>;
  readonly ask: (wish: PowerWish) => Promise<void>;
  readonly lookAgainMs?: number;
};

/** Of several wishes the last one counts. */
export function createPowerAtEnd({ isBusy, confirm, ask, lookAgainMs = 2000 }: Surroundings): (wish: PowerWish) => Promise<void> {
  let wanted: PowerWish | null = null;
  return async (wish) => {
    const isPending = wanted !== null;
    wanted = wish;
    if (isPending) return;
    do {
      while (isBusy()) await delay(lookAgainMs, undefined, { ref: false });
      if (!(await confirm(wanted))) {
        wanted = null;
        return;
      }
      // Something may have been started meanwhile.
    } while (isBusy());
    const last = wanted;
    wanted = null;
    await ask(last);
  };
}
