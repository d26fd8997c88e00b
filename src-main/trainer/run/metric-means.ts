/** @file Means of the metrics of several steps. Pure. */
import type { Metrics } from './recipe.ts';

export type MetricMeans = {
  add(metrics: Metrics): void;
  /** The means since the last call. */
  take(): Metrics;
};

export function createMetricMeans(): MetricMeans {
  let [sums, count] = [new Map<string, number>(), 0];
  return {
    add(metrics) {
      for (const [name, value] of Object.entries(metrics)) sums.set(name, (sums.get(name) ?? 0) + value);
      count += 1;
    },
    take() {
      const means = Object.fromEntries(Array.from(sums, ([name, sum]) => [name, sum / count]));
      [sums, count] = [new Map(), 0];
      return means;
    },
  };
}
