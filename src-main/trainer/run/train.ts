/**
 * @file The training loop: batches in, steps run, metrics told, checkpoints written; trainer process.
 *
 * On the CPU a run that was stopped or killed and then resumed goes through the same numbers as one that was not.
 */
import { type Failure, failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import type { TrainingEvent, TrainRequest } from '../../../src-shared/trainer-messages.ts';
import { seedRandom } from '../random.ts';
import type { Checkpoint } from './checkpoint-file.ts';
import { learningRateAt } from './learning-rate.ts';
import { createMetricMeans } from './metric-means.ts';
import { type Drawn, prefetch } from './prefetch.ts';
import type { Metrics, PreparedRecipe } from './recipe.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';
import { prepareSuperResolution } from './super-resolution-recipe.ts';
import { createTracedStep, type TracedStep, type TrainingState } from './traced-step.ts';

export type TrainOptions = { readonly signal: AbortSignal; readonly onEvent: (event: TrainingEvent) => void };

/** Seconds between two reports of progress. */
const reportSeconds = 10;
const mostRollbacks = 5;

/** Resolves with the number of steps done: all, or fewer after an abort. */
export async function train(request: TrainRequest, { signal, onEvent }: TrainOptions): Promise<Result<number>> {
  const folder = await openRunFolder(request);
  if (!folder.ok) return folder;
  const tell = (event: TrainingEvent) => {
    onEvent(event);
    void folder.value.log(event);
  };
  const recipe = await prepareSuperResolution(folder.value.run, { out: request.out, onEvent: tell });
  if (!recipe.ok) return recipe;
  const initial = recipe.value.step.initialState(seedRandom(recipe.value.seed));
  const step = await createTracedStep(recipe.value.step, initial, request.device, request.threads);
  if (!step.ok) return step;
  const start = (await latestCheckpoint(folder.value, tell)) ?? { step: 0, seconds: 0, rateScale: 1, source: null, state: initial };
  const { pictures, heldOut, parameters, plan } = recipe.value;
  tell({ event: 'started', step: start.step, steps: plan.steps, pictures, heldOut, parameters });
  try {
    return await loop({ folder: folder.value, recipe: recipe.value, traced: step.value, start, signal, tell, checkpointSeconds: request.checkpointSeconds });
  } finally {
    await step.value.release();
  }
}

function latestCheckpoint({ checkpoints }: RunFolder, tell: (event: TrainingEvent) => void): Promise<Checkpoint | null> {
  return checkpoints.latest((path) => {
    tell({ event: 'note', step: 0, message: `The checkpoint "${path}" is damaged; the one before it is used.` });
  });
}

type Loop = {
  readonly folder: RunFolder;
  readonly recipe: PreparedRecipe;
  readonly traced: TracedStep;
  readonly start: Checkpoint;
  readonly signal: AbortSignal;
  readonly checkpointSeconds: number;
  readonly tell: (event: TrainingEvent) => void;
};

async function loop(given: Loop): Promise<Result<number>> {
  const { recipe, traced, start, signal, tell, checkpointSeconds } = given;
  const { steps } = recipe.plan;
  const means = createMetricMeans();
  let position = resumeAt(recipe, start);
  let { rateScale } = start;
  let rollbacks = 0;
  const startedAt = performance.now();
  const seconds = () => start.seconds + (performance.now() - startedAt) / 1000;
  let [reportedAt, savedAt, stepsAtReport] = [seconds(), seconds(), start.step];

  while (position.step < steps && !signal.aborted) {
    const drawn = await position.next();
    const learningRate = rateScale * learningRateAt(position.step, recipe.plan);
    const result = await traced.run(position.state, drawn.batch, learningRate);
    if (!result.ok) return result;
    if (!Object.values(result.value.metrics).every(Number.isFinite)) {
      if (++rollbacks > mostRollbacks) return failWith(diverged(position.step));
      const last = (await latestCheckpoint(given.folder, tell)) ?? start;
      tell({ event: 'note', step: position.step, message: `The training went out of bounds at step ${position.step}; it goes on from step ${last.step} at half the learning rate.` });
      position = resumeAt(recipe, last);
      rateScale /= 2;
      continue;
    }
    position = { ...position, step: position.step + 1, source: drawn.state };
    means.add(result.value.metrics);

    const now = seconds();
    const ended = position.step === steps || signal.aborted;
    if (now - reportedAt >= reportSeconds || ended) {
      const secondsPerStep = (now - reportedAt) / Math.max(1, position.step - stepsAtReport);
      const secondsLeft = (steps - position.step) * secondsPerStep;
      tell({ event: 'trained', step: position.step, steps, metrics: means.take(), learningRate, secondsPerStep, secondsLeft });
      [reportedAt, stepsAtReport] = [now, position.step];
    }
    if (now - savedAt >= checkpointSeconds || ended) {
      const saved = await save(given, position, now, rateScale);
      if (!saved.ok) return saved;
      [reportedAt, savedAt] = [seconds(), seconds()];
    }
  }
  return succeed(position.step);
}

type Position = { readonly step: number; readonly state: TrainingState; readonly source: unknown; readonly next: () => Promise<Drawn<unknown>> };

function resumeAt(recipe: PreparedRecipe, { step, source, state }: Checkpoint): Position {
  return { step, source, state: new Map(Object.entries(state)), next: prefetch(recipe.openSource(source)) };
}

/** Checkpoint first: what follows may fail without losing anything. */
async function save({ folder, recipe, tell }: Loop, { step, state, source }: Position, seconds: number, rateScale: number): Promise<Result<null>> {
  const written = await folder.checkpoints.write({ step, seconds, rateScale, source: source as Checkpoint['source'], state: Object.fromEntries(state) });
  if (!written.ok) return written;
  tell({ event: 'checkpoint', step });
  const evaluated: Result<Metrics> = await recipe.evaluate(state);
  if (!evaluated.ok) return evaluated;
  tell({ event: 'evaluated', step, metrics: evaluated.value });
  tell({ event: 'exported', step, folder: await recipe.exportModel(state, step, evaluated.value) });
  return succeed(null);
}

const diverged = (step: number): Failure =>
  failure('output-bad', `The training went out of bounds again and again, last at step ${step}.`, { advice: 'Start anew with a lower learning rate.' });
