import { describe, expect, it } from 'vitest';
import { imagePool, type ImagePoolState } from './image-pool.ts';
import { seedRandom } from './random.ts';

const empty: ImagePoolState = { pictures: [], random: seedRandom(1).state() };
const picture = (value: number) => Float32Array.of(value);
const exchanged = (pool: ReturnType<typeof imagePool>, first: number, count: number) =>
  Array.from({ length: count }, (_, index) => pool.exchange(picture(first + index))[0]!);

describe('imagePool', () => {
  it('gives what comes in until it is full, then about as often an older picture, each once', () => {
    const seen = exchanged(imagePool(5, empty), 0, 400);
    expect(seen.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
    const older = seen.filter((value, index) => value !== index);
    expect(older.length).toBeGreaterThan(150);
    expect(older.length).toBeLessThan(250);
    expect(new Set(older).size).toBe(older.length);
  });

  it('goes on from its state', () => {
    const pool = imagePool(5, empty);
    exchanged(pool, 0, 20);
    const resumed = imagePool(5, pool.state());
    expect(exchanged(resumed, 20, 50)).toEqual(exchanged(pool, 20, 50));
  });

  it('of no capacity remembers nothing', () => {
    expect(exchanged(imagePool(0, empty), 0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
