/**
 * @file Tries a step on a device before a training trusts it: once on made-up pictures, there and on the CPU, which must
 * agree. Trainer process.
 */
import type { Failure } from '../../../src-shared/failure.ts';
import type { Result } from '../../../src-shared/result.ts';
import type { Batch } from '../data/batch-source.ts';
import { type Random, seedRandom } from '../random.ts';
import type { StepInput, TrainingStep } from '../steps/step.ts';
import type { OpenStep, StepRun, TrainingState } from './traced-step.ts';

/** Graphics cards sum in another order, and some in fewer bits. */
const tolerance = 0.02;
/** Metrics below this need not agree relatively; pictures are in [-1, 1]. */
const smallestMetric = 0.01;
/** Of the lengths of state vectors, of which one is the square of a gradient. */
const stateTolerance = 0.05;

export type Contenders = {
  readonly onDevice: OpenStep['run'];
  readonly onCpu: OpenStep['run'];
  /** Brings a state that the device keeps. */
  bring(state: TrainingState): Promise<Result<null>>;
};

/** Why a device fails, or where its results differ from those of the CPU. */
export type Problem = Failure | string;

/** What is wrong with the device, or null. `initial` holds what the step reads, and stays as it is. */
export async function rehearse({ inputs }: TrainingStep, initial: TrainingState, learningRate: number, { onDevice, onCpu, bring }: Contenders): Promise<Result<Problem | null>> {
  const random = seedRandom(1, 'rehearsal');
  const batch: Batch = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, madeUp(input, random)]));
  const [there, here] = [new Map(initial), new Map(initial)];
  const got = await onDevice(there, batch, learningRate);
  if (!got.ok) return { ok: true, value: got.error };
  const brought = await bring(there);
  if (!brought.ok) return { ok: true, value: brought.error };
  const expected = await onCpu(here, batch, learningRate);
  if (!expected.ok) return expected;
  return { ok: true, value: runDifference(expected.value, got.value) ?? stateDifference(here, there) };
}

function madeUp({ shape, content }: StepInput, random: Random): Float32Array {
  const draw = { picture: () => 2 * random.uniform() - 1, mask: () => (random.uniform() < 0.3 ? 1 : 0), uniform: () => random.uniform() }[content];
  return Float32Array.from({ length: shape.reduce((product, side) => product * side, 1) }, draw);
}

function runDifference(expected: StepRun, got: StepRun): string | null {
  for (const [name, value] of Object.entries(expected.metrics)) {
    if (!agrees(value, got.metrics[name]!, smallestMetric)) return `${name}: ${value.toPrecision(4)} ≠ ${got.metrics[name]!.toPrecision(4)}`;
  }
  for (const [name, { values }] of Object.entries(expected.outputs)) {
    const others = got.outputs[name]!.values;
    if (!values.every((value, index) => agrees(value, others[index]!, 1))) return `outputs.${name}`;
  }
  return null;
}

const agrees = (expected: number, got: number, smallest: number): boolean => Math.abs(expected - got) <= tolerance * Math.max(smallest, Math.abs(expected));

/** By the Euclidean distance of whole vectors: single weights may well go another way where a gradient is next to nothing. */
function stateDifference(expected: TrainingState, got: TrainingState): string | null {
  for (const [name, { values }] of expected) {
    const others = got.get(name)!.values;
    const [length, distance] = [Math.hypot(1e-9, norm(values)), norm(values.map((value, index) => value - others[index]!))];
    if (!(distance <= stateTolerance * length)) return `state.${name}`;
  }
  return null;
}

const norm = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
