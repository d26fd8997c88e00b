/** @file A training from its request to its end: the run's folder, its recipe, its graphs, the loop; trainer process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { TrainingEvent, TrainingRun, TrainRequest } from '../../../src-shared/trainer-messages.ts';
import { seedRandom } from '../random.ts';
import type { TrainingStep } from '../steps/step.ts';
import type { StateValues } from '../trainee.ts';
import { withDiagnoses } from './diagnoses.ts';
import { createEagerStep } from './eager-step.ts';
import { estimateTraining } from './estimate.ts';
import { type GraphCache, openGraphCache } from './graph-cache.ts';
import { prepareRecipe } from './prepare-recipe.ts';
import type { PreparedRecipe } from './recipe.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';
import { lockRun } from './run-lock.ts';
import { useTensorflow } from './tensorflow-backend.ts';
import { type OpenStep, openTracedStep, traceStep } from './traced-step.ts';
import { latestCheckpoint, runTrainingLoop } from './training-loop.ts';
import { trustAfterFirstRun } from './trusted-step.ts';

export type TrainOptions = {
  /** The bundle that this runs from. */
  readonly program: string;
  readonly signal: AbortSignal;
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
  } finally {
    await lock.value.release();
  }
}

async function trainIn({ run, checkpoints, log, withdraw }: RunFolder, request: TrainRequest, { program, signal, onEvent }: TrainOptions): Promise<Result<number>> {
  const tell = withDiagnoses((event) => {
    onEvent(event);
    log(event);
  });
  const prepared = await prepareRecipe(run, { out: request.out, onEvent: tell });
  if (!prepared.ok) {
    await withdraw();
    return prepared;
  }
  const recipe = prepared.value;
  const graphs = await openSteps(recipe, request, { graphs: graphsOf(run, await openGraphCache(program)), tell });
  if (!graphs.ok) return graphs;
  const { opened, initial } = graphs.value;
  try {
    const runStep = (name: string, ...given: Parameters<OpenStep['run']>) => opened.get(name)!.run(...given);
    const last = await latestCheckpoint({ checkpoints, tell });
    if (!last) {
      const estimated = await estimateTraining(recipe, initial, runStep);
      if (!estimated.ok) return estimated;
      tell(estimated.value);
    }
    if (request.estimate) return succeed(0);
    const start = last ?? { step: 0, seconds: 0, rateScale: 1, source: null, turns: null, state: initial };
    const { pictures, heldOut, parameters, length } = recipe;
    tell({ event: 'started', step: start.step, steps: length, pictures, heldOut, parameters });
    if (!last && run.base) {
      const evaluated = await recipe.evaluate(new Map(Object.entries(initial)), 0);
      if (!evaluated.ok) return evaluated;
      tell({ event: 'evaluated', step: 0, metrics: evaluated.value });
    }
    const { checkpointSeconds, checkpointSteps } = request;
    return await runTrainingLoop({ recipe, checkpoints, start, runStep, checkpointSeconds, checkpointSteps, signal, tell });
  } finally {
    for (const step of opened.values()) await step.release();
  }
}

type OpenSteps = { readonly opened: ReadonlyMap<string, OpenStep>; readonly initial: StateValues };

/** What the graphs of a run do not depend on: its starting weights and pictures, how long it goes, where chance starts. */
const outsideGraphs = new Set(['base', 'a', 'b', 'data', 'steps', 'learningRate', 'seed']);

type StepGraph = (name: string, step: TrainingStep, initial: StateValues) => Promise<Uint8Array>;

function graphsOf(run: TrainingRun, cache: GraphCache): StepGraph {
  const inside = Object.entries(run).filter(([name]) => !outsideGraphs.has(name));
  return (name, step, initial) => {
    const shapes = Object.entries(initial).map(([state, { shape }]) => [state, shape]);
    return cache.modelFor([name, inside, shapes, step.reads, step.inputs], () => traceStep(step, initial));
  };
}

type Opening = { readonly graphs: StepGraph; readonly tell: TrainOptions['onEvent'] };

/** The starting state is drawn by one generator for all steps, in their order. */
async function openSteps({ steps, seed }: PreparedRecipe, { backend, device, threads }: TrainRequest, { graphs, tell }: Opening): Promise<Result<OpenSteps>> {
  const onNote = (message: string) => {
    tell({ event: 'note', step: 0, message });
  };
  const openTraced = async (step: TrainingStep, graph: Uint8Array): Promise<Result<OpenStep>> => {
    const openOnCpu = () => openTracedStep(step, graph, 'cpu', threads);
    if (device === 'cpu') return openOnCpu();
    const onDevice = await openTracedStep(step, graph, device, threads);
    if (onDevice.ok) return succeed(trustAfterFirstRun({ provider: device, onDevice: onDevice.value, openOnCpu, onNote }));
    onNote(`${onDevice.error.message} The CPU is used.`);
    return openOnCpu();
  };
  const random = seedRandom(seed);
  const opened = new Map<string, OpenStep>();
  let initial: StateValues = {};
  for (const [name, step] of Object.entries(steps)) {
    const own = step.initialState(random);
    const created = backend === 'tensorflow' ? succeed(createEagerStep(step)) : await openTraced(step, await graphs(name, step, own));
    if (!created.ok) return created;
    opened.set(name, created.value);
    initial = { ...initial, ...own };
  }
  return succeed({ opened, initial });
}
