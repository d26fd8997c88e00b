/** @file Learning rate of adversarial training: constant, then a straight line to 0 (Zhu et al. 2017). Pure. */

export type DecaySchedule = {
  readonly peak: number;
  readonly steps: number;
  /** Share of the steps at the full rate; half in the paper. */
  readonly constantShare: number;
};

/** `step` counts from 0. */
export function decayedLearningRate(step: number, { peak, steps, constantShare }: DecaySchedule): number {
  const constant = steps * constantShare;
  return step < constant ? peak : peak * Math.max(0, (steps - step) / (steps - constant));
}
