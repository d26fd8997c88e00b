/** @file The learning rate of each step: a short linear rise, then half a cosine over the whole length. Pure. */

export type LearningRatePlan = { readonly peak: number; readonly steps: number };

const mostWarmUpSteps = 200;
/** Share of the peak at which the cosine ends. */
const floor = 0.005;

/** `step` counts from 0. */
export function learningRateAt(step: number, { peak, steps }: LearningRatePlan): number {
  const warmUp = Math.min(mostWarmUpSteps, steps / 10);
  const rise = Math.min(1, (step + 1) / warmUp);
  const cosine = (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps)) / 2;
  return peak * rise * (floor + (1 - floor) * cosine);
}
