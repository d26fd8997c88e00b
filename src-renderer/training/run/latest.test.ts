import { expect, it } from 'vitest';
import { createLatest } from './latest.ts';

it('runs one at a time, and only the last of those that were asked for meanwhile', async () => {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const ask = createLatest((wanted: number) => {
    begun.push(wanted);
    return new Promise<void>((resolve) => {
      ends.push(resolve);
    });
  });
  for (const wanted of [1, 2, 3, 4]) ask(wanted);
  expect(begun).toEqual([1]);
  ends[0]!();
  await Promise.resolve();
  await Promise.resolve();
  expect(begun).toEqual([1, 4]);
  ends[1]!();
  await Promise.resolve();
  await Promise.resolve();
  ask(5);
  expect(begun).toEqual([1, 4, 5]);
});
