import { describe, expect, it } from 'vitest';
import { seedRandom } from '../random.ts';
import { shuffle, startShuffle } from './shuffle.ts';

const start = startShuffle(seedRandom(9).state());
const take = (from: ReturnType<typeof shuffle>, count: number) => Array.from({ length: count }, () => from.next());

describe('shuffle', () => {
  it('gives every index once, then every index once in another order', () => {
    const indices = shuffle(12, start);
    const [first, second] = [take(indices, 12), take(indices, 12)];
    const all = Array.from({ length: 12 }, (_, index) => index);
    expect(first).not.toEqual(all);
    expect(second).not.toEqual(first);
    expect(first.toSorted((a, b) => a - b)).toEqual(all);
    expect(second.toSorted((a, b) => a - b)).toEqual(all);
    expect(indices.state().epoch).toBe(1);
  });

  it.each([0, 5, 12, 29])('goes on after %i as if it had never stopped', (count) => {
    const whole = shuffle(12, start);
    take(whole, count);
    const resumed = shuffle(12, JSON.parse(JSON.stringify(whole.state())) as typeof start);
    expect(take(resumed, 30)).toEqual(take(whole, 30));
  });

  it('repeats the only one there is', () => {
    expect(take(shuffle(1, start), 3)).toEqual([0, 0, 0]);
  });
});
