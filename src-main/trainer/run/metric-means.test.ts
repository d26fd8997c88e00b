import { expect, it } from 'vitest';
import { createMetricMeans } from './metric-means.ts';

it('means each metric over the steps that have it, since the last time', () => {
  const means = createMetricMeans();
  means.add({ loss: 4 });
  means.add({ loss: 6, adversarial: 0.5 });
  expect(means.take()).toEqual({ loss: 5, adversarial: 0.5 });
  means.add({ loss: 1 });
  expect(means.take()).toEqual({ loss: 1 });
});
