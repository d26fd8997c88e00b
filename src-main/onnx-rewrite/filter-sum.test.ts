import { describe, expect, it } from 'vitest';
import { convolved, type FilterSum, itself, joined, summed } from './filter-sum.ts';

const filter = (inputs: number, ...values: number[]) => ({ inputs, reach: 1, values: Float64Array.from(values) });
/** Of the one filter of a sum. */
const taps = (sum: FilterSum) => [...sum.filters.values()].map(({ values }) => [...values]);
const blur = [1, 2, 1, 2, 4, 2, 1, 2, 1];
const onePixelDown = [0, 1, 0, 0, 0, 0, 0, 0, 0];

describe('sums of filters', () => {
  it('become wider with every convolution, and the biases of both one', () => {
    const once = convolved(filter(1, ...blur), [3], itself('x', 1));
    expect([taps(once), [...once.bias]]).toEqual([[blur], [3]]);
    const twice = convolved(filter(1, ...onePixelDown), [10], once);
    expect(twice.filters.get('x')?.reach).toBe(2);
    expect(taps(twice)).toEqual([[0, 1, 2, 1, 0,  0, 2, 4, 2, 0,  0, 1, 2, 1, 0,  0, 0, 0, 0, 0,  0, 0, 0, 0, 0]]);
    expect([...convolved(filter(1, ...blur), [10], once).bias]).toEqual([10 + 16 * 3]);
  });

  it('add filters of one value, the narrow one in the middle of the wide one, and keep those of others apart', () => {
    const x = itself('x', 1);
    expect(taps(summed(convolved(filter(1, ...blur), [1], x), x))).toEqual([blur.with(4, 5)]);
    const both = summed(x, itself('y', 1));
    expect([...both.filters.keys()]).toEqual(['x', 'y']);
  });

  it('lie behind each other when values are joined', () => {
    const sum = joined([itself('x', 1), convolved({ inputs: 2, reach: 0, values: Float64Array.of(5, 6) }, [7], itself('y', 2))]);
    expect([...sum.filters].map(([name, { inputs, values }]) => [name, inputs, [...values]])).toEqual([
      ['x', 1, [1, 0]],
      ['y', 2, [0, 0, 5, 6]],
    ]);
    expect([...sum.bias]).toEqual([0, 7]);
  });
});
