/** @file How far a batch is and how long it still takes, from what it has done since it started. Pure. */
import type { ItemCounts } from '../../src-shared/batch.ts';

export type Pace = {
  /** 0 to 1, parts of running items included. */
  done(counts: ItemCounts, total: number): number;
  /** Milliseconds; undefined until something has been measured. */
  remainingMs(counts: ItemCounts, total: number): number | undefined;
  /** A running item's part, 0 to 1; null once it is over. */
  item(index: number, part: number | null): void;
};

const overOf = ({ done, skipped, failed, cancelled }: ItemCounts): number => done + skipped + failed + cancelled;

/** `now` in milliseconds, from any start. */
export function createPace(now: () => number, atStart: ItemCounts): Pace {
  const startedAt = now();
  const parts = new Map<number, number>();
  const before = overOf(atStart);
  const partly = () => [...parts.values()].reduce((sum, part) => sum + part, 0);
  return {
    done: (counts, total) => (total === 0 ? 0 : Math.min(1, (overOf(counts) + partly()) / total)),
    remainingMs(counts, total) {
      const worked = overOf(counts) - before + partly();
      const left = total - overOf(counts) - partly();
      return worked > 0 ? ((now() - startedAt) / worked) * Math.max(0, left) : undefined;
    },
    item(index, part) {
      if (part === null) parts.delete(index);
      else parts.set(index, part);
    },
  };
}
