/** @file The numbers of several curves on one axis of steps, as uPlot takes them. Pure. */
import type { MetricSeries } from '../../../src-shared/training.ts';

/** What of the steps is looked at. */
export type StepRange = { readonly from: number; readonly to: number };

type Numbers = readonly number[];
type Column = (number | null)[];

/**
 * The steps of all curves, ascending, then for each curve its mean, lowest and highest values; null where a curve has none
 * at a step. Where the axis is logarithmic, what is not above 0 is left out.
 */
export function chartData(series: readonly MetricSeries[], logarithmic: boolean): [number[], ...Column[]] {
  const steps = [...new Set(series.flatMap((it) => it.steps))].sort((a, b) => a - b);
  const placeOf = new Map(steps.map((step, place) => [step, place]));
  const column = (own: Numbers, values: Numbers): Column => {
    const placed: Column = new Array<number | null>(steps.length).fill(null);
    for (const [index, step] of own.entries()) {
      const value = values[index]!;
      placed[placeOf.get(step)!] = logarithmic && value <= 0 ? null : value;
    }
    return placed;
  };
  return [steps, ...series.flatMap(({ steps: own, mean, low, high }) => [mean, low, high].map((values) => column(own, values)))];
}
