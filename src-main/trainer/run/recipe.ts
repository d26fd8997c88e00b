/** @file What the training loop needs of a recipe: steps, batches, turns, a measure of quality, an export. */
import type { Result } from '../../../src-shared/result.ts';
import type { TrainingEvent } from '../../../src-shared/trainer-messages.ts';
import type { Measure } from '../../../src-shared/training.ts';
import type { NamedTensors } from '../../runtime/training-session.ts';
import type { Batch, BatchSource } from '../data/batch-source.ts';
import type { TrainingStep } from '../steps/step.ts';
import type { Start } from './starting-weights.ts';
import type { StepRun, TrainingState } from './traced-step.ts';

/** The run's folder, who hears of its pictures, and the model that it starts from, unless it goes on from a checkpoint. */
export type Places = { readonly out: string; readonly onEvent: (event: TrainingEvent) => void; readonly start: Start | null };

export type Metrics = Readonly<Record<string, number>>;
export type RunStep = (name: string, batch: Batch) => Promise<Result<StepRun>>;

/** What turns leave behind for later turns besides the state of the networks. */
export type TurnMemory = { readonly plain: unknown; readonly tensors: NamedTensors };

/** One batch through all steps of a recipe. */
export type Turns = {
  take(batch: Batch, run: RunStep): Promise<Result<Metrics>>;
  memory(): TurnMemory;
};

export type PreparedRecipe = {
  /** Each becomes one graph. */
  readonly steps: Readonly<Record<string, TrainingStep>>;
  /** Turns in the whole run. */
  readonly length: number;
  /** Of the turn that counts from 0. */
  learningRate(turn: number): number;
  readonly seed: number;
  /** By which of the held-out metrics checkpoints are compared. */
  readonly measure: Measure;
  readonly parameters: number;
  readonly pictures: number;
  readonly heldOut: number;
  /** Most bytes that copies of the pictures, and pools in a checkpoint, take on disk. */
  readonly copyBytes: number;
  readonly poolBytes: number;
  /** `from` is what the source's `state` gave, or null at the beginning. */
  openSource(from: unknown): BatchSource;
  openTurns(from: TurnMemory | null): Turns;
  /** Quality on the held-out pictures; empty where there are none. `step` names previews. */
  evaluate(state: TrainingState, step: number): Promise<Result<Metrics>>;
  /** Writes the model package and tells its folder. */
  exportModel(state: TrainingState, step: number, metrics: Metrics): Promise<string>;
};
