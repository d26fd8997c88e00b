import { expect, it } from 'vitest';
import { decayedLearningRate } from './schedule.ts';

it('stays at the peak, then falls to 0 in a straight line', () => {
  const schedule = { peak: 0.2, steps: 100, constantShare: 0.6 };
  const rates = [0, 59, 60, 70, 90, 99, 100, 140].map((step) => decayedLearningRate(step, schedule));
  [0.2, 0.2, 0.2, 0.15, 0.05, 0.005, 0, 0].forEach((rate, index) => {
    expect(rates[index]).toBeCloseTo(rate, 9);
  });
});

it('can stay at the peak to the end', () => {
  expect(decayedLearningRate(99, { peak: 3, steps: 100, constantShare: 1 })).toBe(3);
});
