/** @file Smoothing of curves. Pure. */

/**
 * An exponential moving mean whose first values lean on nothing (as in Kingma and Ba's Adam, section 3). `amount` from 0,
 * which changes nothing, to below 1. What is no number, NaN, stays so and takes no part.
 */
export function smooth(values: readonly number[], amount: number): number[] {
  if (amount === 0) return [...values];
  let [mean, weight] = [0, 0];
  return values.map((value) => {
    if (Number.isNaN(value)) return value;
    mean = amount * mean + (1 - amount) * value;
    weight = amount * weight + (1 - amount);
    return mean / weight;
  });
}
