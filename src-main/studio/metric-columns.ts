/** @file Metrics of a training as columns of numbers that grow, and curves thinned out from them. Pure; used by main. */
import type { MetricSeries } from '../../src-shared/training.ts';

type Metrics = Readonly<Record<string, number>>;

export type MetricColumns = {
  names(): string[];
  /** A step that is not after the last takes the place of those from it on: the run was resumed or went back. */
  add(step: number, metrics: Metrics): void;
  /** More of the step that was added last. */
  set(metrics: Metrics): void;
  at(step: number): Metrics;
  /** From one step to another, both included, in at most `buckets` points; nothing for a name that is not there. */
  series(names: readonly string[], from: number, to: number | null, buckets: number): MetricSeries[];
};

export function createMetricColumns(): MetricColumns {
  let capacity = 256;
  let count = 0;
  let steps = new Float64Array(capacity);
  const columns = new Map<string, Float64Array<ArrayBuffer>>();

  function grow(): void {
    capacity *= 2;
    const larger = (column: Float64Array) => {
      const next = new Float64Array(capacity).fill(NaN);
      next.set(column);
      return next;
    };
    steps = larger(steps);
    for (const [name, column] of columns) columns.set(name, larger(column));
  }

  function fill(row: number, metrics: Metrics): void {
    for (const name in metrics) {
      let column = columns.get(name);
      if (!column) columns.set(name, (column = new Float64Array(capacity).fill(NaN)));
      column[row] = metrics[name]!;
    }
  }

  /** The first row whose step is at least this. */
  function rowOf(step: number): number {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle]! < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    names: () => [...columns.keys()],
    add(step, metrics) {
      const row = rowOf(step);
      if (row < count) for (const column of columns.values()) column.fill(NaN, row, count);
      if (row === capacity) grow();
      count = row + 1;
      steps[row] = step;
      fill(row, metrics);
    },
    set(metrics) {
      fill(count - 1, metrics);
    },
    at(step) {
      const row = rowOf(step);
      if (row === count || steps[row] !== step) return {};
      return Object.fromEntries([...columns].flatMap(([name, column]) => (Number.isNaN(column[row]) ? [] : [[name, column[row]!]])));
    },
    series(names, from, to, buckets) {
      const [first, end] = [rowOf(from), to === null ? count : rowOf(to + 1)];
      return names.flatMap((name) => {
        const column = columns.get(name);
        return column ? [thinnedOut(name, steps.subarray(first, end), column.subarray(first, end), buckets)] : [];
      });
    },
  };
}

/** Buckets of equally many rows; rows without a value count for nothing. */
function thinnedOut(name: string, steps: Float64Array, values: Float64Array, buckets: number): MetricSeries {
  const series = { name, steps: [] as number[], mean: [] as number[], low: [] as number[], high: [] as number[] };
  const rows = steps.length;
  const used = Math.min(rows, buckets);
  for (let bucket = 0; bucket < used; bucket++) {
    const [first, end] = [Math.floor((bucket * rows) / used), Math.floor(((bucket + 1) * rows) / used)];
    let [sum, known, low, high] = [0, 0, Infinity, -Infinity];
    for (let row = first; row < end; row++) {
      const value = values[row]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      known += 1;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (known === 0) continue;
    series.steps.push(steps[(first + end - 1) >> 1]!);
    series.mean.push(sum / known);
    series.low.push(low);
    series.high.push(high);
  }
  return series;
}
