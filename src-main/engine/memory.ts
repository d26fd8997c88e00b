/** @file Keeps what was costly to make, the last used of a few. Runs in the engine. */
import type { Result } from '../../src-shared/result.ts';
import { createFillMemory, type FillMemory } from './inpaint/fill-memory.ts';
import type { TrainingSession } from '../runtime/training-session.ts';

export type Memory = {
  /** What is kept under the key, else made now. The key names everything that it depends on; a failure is not kept. */
  get<T>(key: string, make: () => Promise<Result<T>>): Promise<Result<T>>;
};

/** Holds promises, so that two callers share one making. `release` is told of what is forgotten. */
export function createMemory(capacity: number, release: (value: unknown) => void = () => undefined): Memory {
  // A Map keeps the order of insertion: the first entry is the one that was used longest ago.
  const kept = new Map<string, Promise<Result<unknown>>>();
  const forgetLongestUnused = () => {
    for (const [key, value] of kept) {
      if (kept.size <= capacity) return;
      kept.delete(key);
      void value.then((made) => {
        if (made.ok) release(made.value);
      });
    }
  };
  return {
    async get<T>(key: string, make: () => Promise<Result<T>>): Promise<Result<T>> {
      // One key is always made by one maker, so what is kept under it is of its type.
      const value = (kept.get(key) as Promise<Result<T>> | undefined) ?? make();
      kept.delete(key);
      kept.set(key, value);
      forgetLongestUnused();
      const made = await value;
      if (!made.ok && kept.get(key) === value) kept.delete(key);
      return made;
    },
  };
}

export type EngineMemory = {
  /** Graphs of named tensors. */
  readonly graphs: Memory;
  /** Relighting networks, taken apart: some 10 MB each. */
  readonly relighters: Memory;
  /** Pictures made small, which all looks and models of a size share: some 5 MB each. */
  readonly smalls: Memory;
  /** What was seen in pictures: some 60 MB each. */
  readonly pictures: Memory;
  /** The same of copies whose size was asked for: thumbnails of many models, which must not drive out what is on the canvas. */
  readonly thumbnails: Memory;
  /** Where people are in pictures: some 12 MB each. */
  readonly mattes: Memory;
  /** Holes of masks that grow stroke by stroke: 100 MB in all, at most. */
  readonly fills: FillMemory;
  /** What of a picture is left alone: some 2 MB each. */
  readonly protections: Memory;
  /** What pictures of a series share, and statistics: a few numbers each. */
  readonly series: Memory;
};

export const createEngineMemory = (): EngineMemory => ({
  graphs: createMemory(8, (graph) => void (graph as TrainingSession).release()),
  relighters: createMemory(2),
  smalls: createMemory(3),
  pictures: createMemory(4),
  thumbnails: createMemory(2),
  mattes: createMemory(4),
  fills: createFillMemory(),
  protections: createMemory(4),
  series: createMemory(8),
});
