/**
 * @file A training step as one graph on one device; trainer process. State goes in and comes out at each run: what a
 * step changed takes the place of what it was.
 */
import type * as tf from '@tensorflow/tfjs';
import type { Provider } from '../../../src-shared/device.ts';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { type TraceInput, traceModel } from '../../onnx-trace/trace.ts';
import { createTrainingSession, type NamedTensors } from '../../runtime/training-session.ts';
import type { Batch } from '../data/batch-source.ts';
import type { TrainingStep } from '../steps/step.ts';
import type { StateValues } from '../trainee.ts';

/** The state of all steps, by name. */
export type TrainingState = Map<string, NamedTensors[string]>;

export type StepRun = { readonly metrics: Readonly<Record<string, number>>; readonly outputs: NamedTensors };
/** A step that is ready to run, however it does. */
export type OpenStep = {
  run(state: TrainingState, batch: Batch, learningRate: number): Promise<Result<StepRun>>;
  release(): Promise<void>;
};

type Kind = 'state' | 'changed' | 'batch' | 'metric' | 'output';
const port = (kind: Kind, name: string): string => `${kind}/${name}`;
const prefixed = <T>(kind: Kind, entries: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).map(([name, value]) => [port(kind, name), value]));
function withoutPrefix<T>(kind: Kind, entries: Readonly<Record<string, T>>): Record<string, T> {
  const own = Object.entries(entries).filter(([name]) => name.startsWith(port(kind, '')));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(port(kind, '').length), value]));
}
const learningRatePort = 'learning rate';

/** `initial` is what the step's own `initialState` gave; only its names and shapes count. */
export function traceStep(step: TrainingStep, initial: StateValues): Uint8Array {
  const shapes = { ...step.reads, ...Object.fromEntries(Object.entries(initial).map(([name, { shape }]) => [name, shape])) };
  const inputs: Record<string, TraceInput> = {
    ...prefixed('state', Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape }]))),
    ...prefixed('batch', Object.fromEntries(Object.entries(step.inputs).map(([name, { shape }]) => [name, { shape }]))),
    [learningRatePort]: { shape: [] },
  };
  return traceModel(
    (tensors) => {
      const result = step.run(withoutPrefix('state', tensors), withoutPrefix('batch', tensors), tensors[learningRatePort] as tf.Scalar);
      return { ...prefixed('changed', result.state), ...prefixed<tf.Tensor>('metric', result.metrics), ...prefixed('output', result.outputs) };
    },
    { inputs },
  );
}

/** `model` is what `traceStep` made of the step. */
export async function openTracedStep({ inputs }: TrainingStep, model: Uint8Array, provider: Provider, threads: number): Promise<Result<OpenStep>> {
  const session = await createTrainingSession(model, provider, threads);
  if (!session.ok) return session;
  return succeed({
    async run(current, batch, learningRate) {
      const pictures = Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, { shape, values: batch[name]! }]));
      const feeds = {
        ...prefixed('state', Object.fromEntries(current)),
        ...prefixed('batch', pictures),
        [learningRatePort]: { shape: [], values: Float32Array.of(learningRate) },
      };
      const results = await session.value.run(feeds);
      if (!results.ok) return results;
      for (const [name, tensor] of Object.entries(withoutPrefix('changed', results.value))) current.set(name, tensor);
      const metrics = Object.entries(withoutPrefix('metric', results.value)).map(([name, { values }]) => [name, values[0]!]);
      return succeed({ metrics: Object.fromEntries(metrics) as Record<string, number>, outputs: withoutPrefix('output', results.value) });
    },
    release: () => session.value.release(),
  });
}
