/** @file What the training loop needs of a recipe: steps, batches, a measure of quality, an export. Types only. */
import type { Result } from '../../../src-shared/result.ts';
import type { BatchSource } from '../data/batch-source.ts';
import type { TrainingStep } from '../steps/step.ts';
import type { LearningRatePlan } from './learning-rate.ts';
import type { TrainingState } from './traced-step.ts';

export type Metrics = Readonly<Record<string, number>>;

export type PreparedRecipe<S = unknown> = {
  readonly step: TrainingStep;
  readonly plan: LearningRatePlan;
  readonly seed: number;
  readonly parameters: number;
  readonly pictures: number;
  readonly heldOut: number;
  /** `from` is what the source's `state` gave, or null at the beginning. */
  openSource(from: S | null): BatchSource<string, S>;
  /** Quality on the held-out pictures; empty where there are none. */
  evaluate(state: TrainingState): Promise<Result<Metrics>>;
  /** Writes the model package and tells its folder. */
  exportModel(state: TrainingState, step: number, metrics: Metrics): Promise<string>;
};
