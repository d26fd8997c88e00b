/**
 * @file A step on a device that is believed once it has given the CPU's numbers for its first run; from then on it runs
 * alone. One that fails or gives others is replaced by the CPU's. Trainer process.
 */
import { type Provider, providerLabels } from '../../../src-shared/device.ts';
import type { Result } from '../../../src-shared/result.ts';
import type { OpenStep, StepRun } from './traced-step.ts';

/** Graphics cards sum in another order, and some in fewer bits. */
const tolerance = 0.02;
/** Metrics below this need not agree relatively; pictures are in [-1, 1]. */
const smallestMetric = 0.01;

type Contenders = { readonly provider: Provider; readonly onDevice: OpenStep; openOnCpu(): Promise<Result<OpenStep>>; onNote(text: string): void };

export function trustAfterFirstRun({ provider, onDevice, openOnCpu, onNote }: Contenders): OpenStep {
  let chosen: OpenStep | null = null;
  return {
    async run(state, batch, learningRate) {
      if (chosen) return chosen.run(state, batch, learningRate);
      const onCpu = await openOnCpu();
      if (!onCpu.ok) return onCpu;
      const got = await onDevice.run(new Map(state), batch, learningRate);
      const expected = await onCpu.value.run(state, batch, learningRate);
      if (!expected.ok) return expected;
      const problem = got.ok ? difference(expected.value, got.value) : got.error.message;
      if (problem !== null) onNote(`${providerLabels[provider]} cannot be used for this training (${problem}); the CPU is.`);
      const [kept, left] = problem === null ? [onDevice, onCpu.value] : [onCpu.value, onDevice];
      chosen = kept;
      await left.release();
      return expected;
    },
    release: () => (chosen ?? onDevice).release(),
  };
}

/** Of metrics and outputs; the state hides errors behind the small size of one update. */
function difference(expected: StepRun, got: StepRun): string | null {
  for (const [name, value] of Object.entries(expected.metrics)) {
    if (!agrees(value, got.metrics[name]!, smallestMetric)) return `expected ${value.toPrecision(4)} for ${name}, got ${got.metrics[name]!.toPrecision(4)}`;
  }
  for (const [name, { values }] of Object.entries(expected.outputs)) {
    const others = got.outputs[name]!.values;
    if (!values.every((value, index) => agrees(value, others[index]!, 1))) return `other pictures for ${name}`;
  }
  return null;
}

const agrees = (expected: number, got: number, smallest: number): boolean => Math.abs(expected - got) <= tolerance * Math.max(smallest, Math.abs(expected));
