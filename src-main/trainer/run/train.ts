/** @file A training from its request to its end: the run's folder, its recipe, its graphs, the loop; trainer process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Provider, providerLabels } from '../../../src-shared/device.ts';
import { failure } from '../../../src-shared/failure.ts';
import { type Note, note } from '../../../src-shared/note.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { noteEvent, type TrainingEvent, type TrainingRun, type TrainRequest } from '../../../src-shared/trainer-messages.ts';
import { isWriteError, writeFailure } from '../../image-io/file-failure.ts';
import { devicesReport } from '../../runtime/devices.ts';
import { devicesFor } from '../../runtime/providers.ts';
import { examineBriefly } from '../doctor/examine-briefly.ts';
import { verdict } from '../doctor/verdict.ts';
import { seedRandom } from '../random.ts';
import type { StateValues } from '../trainee.ts';
import { withDiagnoses } from './diagnoses.ts';
import { estimateTraining } from './estimate.ts';
import { openGraphCache } from './graph-cache.ts';
import { openEagerly, openOnLadder, type OpenSteps, type StepToOpen } from './open-steps.ts';
import { prepareRecipe } from './prepare-recipe.ts';
import type { PreparedRecipe } from './recipe.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';
import { lockRun } from './run-lock.ts';
import { keepSnapshot } from './snapshots.ts';
import { useTensorflow } from './tensorflow-backend.ts';
import { traceStep } from './traced-step.ts';
import { latestCheckpoint, runTrainingLoop } from './training-loop.ts';
import type { Turnstile } from './turnstile.ts';

export type TrainOptions = {
  /** The bundle that this runs from, and that of the device probe. */
  readonly program: string;
  readonly probe: string;
  readonly signal: AbortSignal;
  /** Closed while another needs the device. */
  readonly turnstile: Turnstile;
  readonly onEvent: (event: TrainingEvent) => void;
};

/** Resolves with the number of steps done: all, or fewer after an abort. */
export async function train(request: TrainRequest, options: TrainOptions): Promise<Result<number>> {
  const ready = request.backend === 'tensorflow' ? await useTensorflow() : succeed(null);
  if (!ready.ok) return ready;
  if (request.estimate) return withTemporaryFolder((out) => trainInFolder({ ...request, out, resume: false }, options));
  return trainInFolder(request, options);
}

async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'imago-estimate-'));
  try {
    return await use(folder);
  } finally {
    // The last line of the log may still be on its way into it.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function trainInFolder(request: TrainRequest, options: TrainOptions): Promise<Result<number>> {
  const folder = await openRunFolder(request);
  if (!folder.ok) return folder;
  const lock = await lockRun(request.out);
  if (!lock.ok) return lock;
  try {
    return await trainIn(folder.value, request, options);
  } catch (error) {
    // A disk that fills up while copies or previews are written, wherever that is.
    if (isWriteError(error)) return failWith(writeFailure(join(request.out, 'run'), error));
    throw error;
  } finally {
    await lock.value.release();
  }
}

async function trainIn({ run, checkpoints, log, withdraw }: RunFolder, request: TrainRequest, { program, probe, signal, turnstile, onEvent }: TrainOptions): Promise<Result<number>> {
  let recipe: PreparedRecipe | null = null;
  const tell = withDiagnoses((event) => {
    onEvent(event);
    log(event);
  }, () => recipe && recipe.measure);
  tell({ event: 'preparing', phase: 'pictures' });
  const checked = request.resume ? succeed(null) : await checkData(run, tell);
  if (!checked.ok) {
    await withdraw();
    return checked;
  }
  const prepared = await prepareRecipe(run, { out: request.out, onEvent: tell });
  if (!prepared.ok) {
    await withdraw();
    return prepared;
  }
  recipe = prepared.value;
  const soFar = async () => succeed((await latestCheckpoint({ checkpoints, tell }))?.step ?? 0);
  if (signal.aborted) return soFar();
  tell({ event: 'preparing', phase: 'networks' });
  const ready = await openSteps(recipe, run, request, { program, probe, onNote: (said) => { tell(noteEvent(said)); } });
  if (!ready.ok) return ready;
  const { steps, initial } = ready.value;
  const { device } = steps;
  try {
    if (signal.aborted) return await soFar();
    const last = await latestCheckpoint({ checkpoints, tell });
    if (!last && request.resume) tell(noteEvent(note('begun-anew')));
    if (!last) {
      tell({ event: 'preparing', phase: 'estimate' });
      const estimated = await estimateTraining(recipe, initial, steps, request.checkpointSeconds);
      if (!estimated.ok) return estimated;
      tell(estimated.value);
    }
    if (request.estimate) return succeed(0);
    const start = last ?? { step: 0, seconds: 0, rateScale: 1, source: null, turns: null, state: initial };
    const { pictures, heldOut, parameters, length } = recipe;
    tell({ event: 'started', step: start.step, steps: length, pictures, heldOut, parameters, device });
    if (!last && run.base) {
      const evaluated = await recipe.evaluate(new Map(Object.entries(initial)), 0);
      if (!evaluated.ok) return evaluated;
      tell({ event: 'evaluated', step: 0, metrics: evaluated.value });
    }
    const { checkpointSeconds, checkpointSteps } = request;
    const { measure } = recipe;
    return await runTrainingLoop({
      recipe,
      checkpoints,
      start,
      runStep: steps.run,
      bring: steps.bring,
      checkpointSeconds,
      checkpointSteps,
      signal,
      pass: turnstile.pass,
      keepSnapshot: (step, metrics) => keepSnapshot(request.out, step, metrics, measure),
      tell,
    });
  } finally {
    await steps.release();
  }
}

/** Fails where the pictures cannot be trained on, and tells of what may disappoint. */
async function checkData(run: TrainingRun, tell: TrainOptions['onEvent']): Promise<Result<null>> {
  const examined = await examineBriefly('data' in run ? { a: run.data, excluded: run.excluded } : { a: run.a, b: run.b, excluded: run.excluded });
  if (!examined.ok) return examined;
  for (const { level, message, advice, code, side, values } of verdict(examined.value, true)) {
    if (level === 'stop') return failWith(failure('bad-request', message, { reason: 'pictures-unfit', advice }));
    tell({ event: 'note', step: 0, message: `${message} ${advice}`, finding: { code, side, values } });
  }
  return succeed(null);
}

type Opening = Pick<TrainOptions, 'program' | 'probe'> & { readonly onNote: (said: Note) => void };
type Ready = { readonly steps: OpenSteps; readonly initial: StateValues };

/** The starting state is drawn by one generator for all steps, in their order. */
async function openSteps(recipe: PreparedRecipe, run: TrainingRun, { backend, threads, ...wish }: TrainRequest, { program, probe, onNote }: Opening): Promise<Result<Ready>> {
  const random = seedRandom(recipe.seed);
  const states = Object.entries(recipe.steps).map(([name, step]) => ({ name, step, initial: step.initialState(random) }));
  const initial = Object.assign({}, ...states.map((state) => state.initial)) as StateValues;
  if (backend === 'tensorflow') return succeed({ steps: openEagerly(recipe.steps), initial });
  const cache = await openGraphCache(program);
  const traced: Record<string, StepToOpen> = {};
  for (const { name, ...state } of states) {
    const { step } = state;
    const shapes = Object.entries(state.initial).map(([tensor, { shape }]) => [tensor, shape]);
    const graph = await cache.modelFor([name, insideGraphs(run), shapes, step.reads, step.inputs], () => traceStep(step, state.initial));
    traced[name] = { ...state, graph };
  }
  const devices = await devicesToTry(wish, probe, onNote);
  const steps = await openOnLadder(traced, { devices, threads, learningRate: recipe.learningRate(0), onNote });
  return steps.ok ? succeed({ steps: steps.value, initial }) : steps;
}

/** The graphs of a run do not depend on its starting weights and pictures, how long it goes and where chance starts. */
const outsideGraphs = new Set(['base', 'a', 'b', 'data', 'excluded', 'steps', 'learningRate', 'seed']);
const insideGraphs = (run: TrainingRun) => Object.entries(run).filter(([name]) => !outsideGraphs.has(name));

async function devicesToTry({ device: choice, ladder }: Pick<TrainRequest, 'device' | 'ladder'>, program: string, onNote: Opening['onNote']): Promise<Provider[]> {
  if (choice === 'cpu') return [];
  const report = await devicesReport(false, { program });
  const refused = report.probes.find(({ provider, works }) => provider === choice && !works);
  if (refused) onNote(note('device-refused', { device: providerLabels[refused.provider] }));
  const devices = devicesFor(choice, report, ladder);
  // The CPU is always behind them; where it stands before others, they are not wanted.
  return devices.slice(0, [...devices, 'cpu'].indexOf('cpu'));
}
