/** @file Opens the steps of a training on the first device of a ladder that can run them as the CPU does; trainer process. */
import { type Provider, providerLabels } from '../../../src-shared/device.ts';
import { type Note, note, problemValues } from '../../../src-shared/note.ts';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { keepsTensors } from '../../runtime/training-session.ts';
import type { TrainingStep } from '../steps/step.ts';
import type { StateValues } from '../trainee.ts';
import { createEagerStep } from './eager-step.ts';
import { type Problem, rehearse } from './rehearse.ts';
import { type ResidentState, residentState } from './resident-state.ts';
import { type OpenOptions, type OpenStep, openTracedStep, type TrainingState } from './traced-step.ts';

export type OpenSteps = {
  /** null: TensorFlow's library, which chooses itself. */
  readonly device: Provider | null;
  readonly run: (name: string, ...given: Parameters<OpenStep['run']>) => ReturnType<OpenStep['run']>;
  /** Brings the numbers of a state here, which may be on the device until then. */
  readonly bring: (state: TrainingState) => Promise<Result<null>>;
  release(): Promise<void>;
};

/** A step, what it starts from, and what `traceStep` made of it. */
export type StepToOpen = { readonly step: TrainingStep; readonly initial: StateValues; readonly graph: Uint8Array };

export type Ladder = {
  /** Best first; the CPU is behind them whether it is named or not. */
  readonly devices: readonly Provider[];
  readonly threads: number;
  /** For the rehearsal. */
  readonly learningRate: number;
  readonly onNote: (said: Note) => void;
};

export async function openOnLadder(steps: Readonly<Record<string, StepToOpen>>, ladder: Ladder): Promise<Result<OpenSteps>> {
  const onCpu = await openAll(steps, { provider: 'cpu', threads: ladder.threads });
  if (!onCpu.ok) return onCpu;
  for (const provider of ladder.devices.filter((device) => device !== 'cpu')) {
    const resident = keepsTensors(provider) ? residentState(provider) : undefined;
    const opened = await openAll(steps, { provider, threads: ladder.threads }, resident);
    const problem = opened.ok ? await problemOf(steps, opened.value, onCpu.value, ladder.learningRate) : succeed(opened.error);
    if (!problem.ok) return problem;
    if (opened.ok && problem.value === null) {
      await onCpu.value.release();
      return opened;
    }
    if (opened.ok) await opened.value.release();
    ladder.onNote(refusal(provider, problem.value!));
  }
  return onCpu;
}

const refusal = (provider: Provider, problem: Problem): Note =>
  typeof problem === 'string' ? note('device-differs', { device: providerLabels[provider], what: problem }) : note('device-unfit', { device: providerLabels[provider], ...problemValues(problem) });

export const openEagerly = (steps: Readonly<Record<string, TrainingStep>>): OpenSteps =>
  together(null, new Map(Object.entries(steps).map(([name, step]) => [name, createEagerStep(step)])));

async function openAll(steps: Readonly<Record<string, StepToOpen>>, options: Pick<OpenOptions, 'provider' | 'threads'>, resident?: ResidentState): Promise<Result<OpenSteps>> {
  const opened = new Map<string, OpenStep>();
  const all = together(options.provider, opened, resident);
  for (const [name, { step, initial, graph }] of Object.entries(steps)) {
    const one = await openTracedStep(step, graph, { ...options, resident: resident && { state: resident, names: Object.keys(initial) } });
    if (!one.ok) {
      await all.release();
      return one;
    }
    opened.set(name, one.value);
  }
  return succeed(all);
}

const together = (device: Provider | null, opened: ReadonlyMap<string, OpenStep>, resident?: ResidentState): OpenSteps => ({
  device,
  run: (name, ...given) => opened.get(name)!.run(...given),
  bring: (state) => resident?.bring(state) ?? Promise.resolve(succeed(null)),
  async release() {
    resident?.release();
    for (const step of opened.values()) await step.release();
  },
});

/** Why the device cannot be trusted with these steps, or null. */
async function problemOf(steps: Readonly<Record<string, StepToOpen>>, onDevice: OpenSteps, onCpu: OpenSteps, learningRate: number): Promise<Result<Problem | null>> {
  const initial: TrainingState = new Map(Object.values(steps).flatMap((step) => Object.entries(step.initial)));
  for (const [name, { step }] of Object.entries(steps)) {
    const contenders = { onDevice: onDevice.run.bind(null, name), onCpu: onCpu.run.bind(null, name), bring: onDevice.bring };
    const problem = await rehearse(step, initial, learningRate, contenders);
    if (!problem.ok || problem.value !== null) return problem;
  }
  return succeed(null);
}
