import { describe, expect, it } from 'vitest';
import { chartData } from './chart-data.ts';

const series = [
  { name: 'a', steps: [1, 3], mean: [10, 30], low: [9, 28], high: [11, 33] },
  { name: 'b', steps: [2, 3], mean: [-5, 6], low: [-7, 4], high: [-4, 8] },
];

describe('the data of a chart', () => {
  it('has all steps once, and gaps where a curve has no value', () => {
    expect(chartData(series, false)).toEqual([[1, 2, 3], [10, null, 30], [9, null, 28], [11, null, 33], [null, -5, 6], [null, -7, 4], [null, -4, 8]]);
  });

  it('leaves out what a logarithm cannot show', () => {
    expect(chartData(series, true).slice(4)).toEqual([[null, null, 6], [null, null, 4], [null, null, 8]]);
  });
});
