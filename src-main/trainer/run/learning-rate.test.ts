import { expect, it } from 'vitest';
import { learningRateAt } from './learning-rate.ts';

it('rises, then falls along half a cosine to nearly nothing', () => {
  const plan = { peak: 2, steps: 10_000 };
  expect(learningRateAt(99, plan)).toBeCloseTo(1, 3);
  expect(learningRateAt(200, plan)).toBeCloseTo(2, 2);
  expect(learningRateAt(5000, plan)).toBeCloseTo(2 * (0.005 + 0.995 / 2), 6);
  expect(learningRateAt(10_000, plan)).toBeCloseTo(0.01, 6);
});

it('rises over a tenth of a short run', () => {
  expect(learningRateAt(0, { peak: 1, steps: 40 })).toBeCloseTo(0.25, 6);
});
