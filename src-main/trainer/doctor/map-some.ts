/** @file Works on many items, as many at a time as the machine has processors. */
import { availableParallelism } from 'node:os';

/** Results in the order of the items; once told to stop it begins no more, and theirs are missing. */
export async function mapSome<T, R>(items: readonly T[], signal: AbortSignal | undefined, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length && !signal?.aborted) {
      const index = next++;
      results[index] = await work(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}
