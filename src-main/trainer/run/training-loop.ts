/**
 * @file The training loop: batches in, turns taken, metrics told, checkpoints written; trainer process.
 *
 * On the CPU a run that was stopped or killed and then resumed goes through the same numbers as one that was not.
 */
import { type Failure, failure } from '../../../src-shared/failure.ts';
import { note } from '../../../src-shared/note.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { noteEvent, type TrainingEvent } from '../../../src-shared/trainer-messages.ts';
import { isWriteError, writeFailure } from '../../image-io/file-failure.ts';
import { NoMorePictures } from '../data/copies.ts';
import type { Checkpoint } from './checkpoint-file.ts';
import type { CheckpointFolder } from './checkpoint-folder.ts';
import { createMetricMeans } from './metric-means.ts';
import { type Drawn, prefetch } from './prefetch.ts';
import type { Metrics, PreparedRecipe, RunStep, Turns } from './recipe.ts';
import type { StepRun, TrainingState } from './traced-step.ts';

export type LoopGiven = {
  readonly recipe: PreparedRecipe;
  readonly checkpoints: CheckpointFolder;
  readonly start: Checkpoint;
  /** Runs a step of the recipe on the state, which it changes. */
  readonly runStep: (name: string, state: TrainingState, batch: Parameters<RunStep>[1], learningRate: number) => Promise<Result<StepRun>>;
  /** Brings the numbers of the state here, which may be on a device. */
  readonly bring: (state: TrainingState) => Promise<Result<null>>;
  readonly checkpointSeconds: number;
  /** Besides; null: by time only. */
  readonly checkpointSteps: number | null;
  readonly signal: AbortSignal;
  /** Waits while another needs the device; tells the seconds. */
  readonly pass: (signal: AbortSignal) => Promise<number>;
  /** Keeps the model that was exported last. */
  readonly keepSnapshot: (step: number, metrics: Metrics) => Promise<void>;
  readonly tell: (event: TrainingEvent) => void;
};

/** Seconds between two reports of progress; at the beginning they come sooner. */
const [reportSeconds, firstReportSeconds] = [10, 1] as const;
const mostRollbacks = 5;

/** Where the run is; `source` is the state from which the batch after the last turn follows. */
type Position = { readonly step: number; readonly state: TrainingState; readonly source: unknown; readonly turns: Turns; readonly next: () => Promise<Drawn<unknown>> };

/** Resolves with the number of steps done: all, or fewer after an abort. */
export async function runTrainingLoop(given: LoopGiven): Promise<Result<number>> {
  const { recipe, start, signal, tell } = given;
  const { length } = recipe;
  const means = createMetricMeans();
  const clock = startClock(start.seconds);
  let position = resumeAt(recipe, start);
  let { rateScale } = start;
  let rollbacks = 0;
  let [reported, savedAt, savedStep] = [{ at: clock(), step: start.step }, clock(), start.step];
  const startedAt = clock();

  while (position.step < length && !signal.aborted) {
    const waited = await given.pass(signal);
    [reported, savedAt] = [{ ...reported, at: reported.at + waited }, savedAt + waited];
    const drawn = signal.aborted ? null : await draw(position);
    if (!drawn?.ok) {
      const saved = position.step === savedStep ? succeed(null) : await save(given, position, clock(), rateScale);
      if (!saved.ok) return saved;
      return drawn ? drawn : succeed(position.step);
    }
    const { step, state, turns } = position;
    const learningRate = rateScale * recipe.learningRate(step);
    const metrics = await turns.take(drawn.value.batch, (name, batch) => given.runStep(name, state, batch, learningRate));
    if (!metrics.ok) return metrics;
    if (!Object.values(metrics.value).every(Number.isFinite)) {
      if (++rollbacks > mostRollbacks) return failWith(diverged(step));
      const last = (await latestCheckpoint(given)) ?? start;
      rateScale /= 2;
      tell({ event: 'rolled-back', step, to: last.step });
      position = resumeAt(recipe, last);
      continue;
    }
    position = { ...position, step: step + 1, source: drawn.value.state };
    means.add(metrics.value);

    const ended = position.step === length || signal.aborted;
    if (clock() - reported.at >= Math.min(reportSeconds, firstReportSeconds + (clock() - startedAt) / 10) || ended) {
      const secondsPerStep = (clock() - reported.at) / Math.max(1, position.step - reported.step);
      const secondsLeft = (length - position.step) * secondsPerStep;
      tell({ event: 'trained', step: position.step, steps: length, metrics: means.take(), learningRate, secondsPerStep, secondsLeft });
      reported = { at: clock(), step: position.step };
    }
    if (ended || clock() - savedAt >= given.checkpointSeconds || isMultiple(position.step, given.checkpointSteps)) {
      const before = clock();
      const saved = await save(given, position, before, rateScale);
      if (!saved.ok) return saved;
      [savedAt, savedStep] = [clock(), position.step];
      // What saving took is no part of the time of a step.
      reported = { ...reported, at: reported.at + savedAt - before };
    }
  }
  return succeed(position.step);
}

/** The pictures may have vanished since the last one. */
async function draw({ next }: Position): Promise<Result<Drawn<unknown>>> {
  try {
    return succeed(await next());
  } catch (error) {
    if (error instanceof NoMorePictures) return failWith(error.failure);
    throw error;
  }
}

/** Seconds of training, those before the start included. */
function startClock(secondsBefore: number): () => number {
  const startedAt = performance.now();
  return () => secondsBefore + (performance.now() - startedAt) / 1000;
}

const isMultiple = (step: number, period: number | null): boolean => period !== null && step % period === 0;

/** The latest whole checkpoint; says which ones are damaged. */
export function latestCheckpoint({ checkpoints, tell }: Pick<LoopGiven, 'checkpoints' | 'tell'>): Promise<Checkpoint | null> {
  return checkpoints.latest((path) => {
    tell(noteEvent(note('checkpoint-damaged', { path })));
  });
}

function resumeAt(recipe: PreparedRecipe, { step, source, turns, state }: Checkpoint): Position {
  return { step, source, state: new Map(Object.entries(state)), turns: recipe.openTurns(turns), next: prefetch(recipe.openSource(source)) };
}

/** Checkpoint first: what follows may fail without losing anything. */
async function save({ checkpoints, recipe, bring, keepSnapshot, tell }: LoopGiven, { step, state, source, turns }: Position, seconds: number, rateScale: number): Promise<Result<null>> {
  const brought = await bring(state);
  if (!brought.ok) return brought;
  const written = await checkpoints.write({ step, seconds, rateScale, source, turns: turns.memory(), state: Object.fromEntries(state) });
  if (!written.ok) return written;
  tell({ event: 'checkpoint', step });
  const evaluated = await recipe.evaluate(state, step);
  if (!evaluated.ok) return evaluated;
  tell({ event: 'evaluated', step, metrics: evaluated.value });
  try {
    const folder = await recipe.exportModel(state, step, evaluated.value);
    await keepSnapshot(step, evaluated.value);
    tell({ event: 'exported', step, folder });
    return succeed(null);
  } catch (error) {
    if (isWriteError(error)) return failWith(writeFailure((error as NodeJS.ErrnoException).path ?? 'model', error));
    throw error;
  }
}

const diverged = (step: number): Failure =>
  failure('output-bad', `The training went out of bounds again and again, last at step ${step}.`, { advice: 'Start anew with a lower learning rate.' });
