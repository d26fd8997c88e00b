/** @file Means of the metrics of several steps, each over the steps that have it. Pure. */
import type { Metrics } from './recipe.ts';

export type MetricMeans = {
  add(metrics: Metrics): void;
  /** The means since the last call. */
  take(): Metrics;
};

export function createMetricMeans(): MetricMeans {
  let seen = new Map<string, { readonly sum: number; readonly count: number }>();
  return {
    add(metrics) {
      for (const [name, value] of Object.entries(metrics)) {
        const { sum, count } = seen.get(name) ?? { sum: 0, count: 0 };
        seen.set(name, { sum: sum + value, count: count + 1 });
      }
    },
    take() {
      const means = Object.fromEntries(Array.from(seen, ([name, { sum, count }]) => [name, sum / count]));
      seen = new Map();
      return means;
    },
  };
}
