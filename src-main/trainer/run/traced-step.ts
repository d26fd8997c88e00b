/**
 * @file A training step as one graph on one device; trainer process. State goes in and comes out at each run: what a
 * step changed takes the place of what it was. Where the device keeps tensors, only pictures and metrics come back.
 */
import type * as tf from '@tensorflow/tfjs';
import type { Provider } from '../../../src-shared/device.ts';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { type TraceInput, traceModel } from '../../onnx-trace/trace.ts';
import { createResidentSession, type Feed, type NamedTensors } from '../../runtime/training-session.ts';
import type { Batch } from '../data/batch-source.ts';
import type { TrainingStep } from '../steps/step.ts';
import type { StateValues } from '../trainee.ts';
import type { ResidentState } from './resident-state.ts';

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
    { inputs, direct: true },
  );
}

export type OpenOptions = {
  readonly provider: Provider;
  readonly threads: number;
  /** Keeps the named part of the state, which the step changes, on the device; absent where all comes back after each run. */
  readonly resident?: { readonly state: ResidentState; readonly names: readonly string[] } | undefined;
};

/**
 * Where the next state is written: over the one before the present, so that a step neither makes memory nor copies. Who
 * wants to keep a state beyond the next step copies it.
 */
function alternatingPlaces() {
  const present = new Map<string, NamedTensors[string]>();
  const free: Record<string, NamedTensors[string]> = {};
  return {
    free: free as NamedTensors,
    take(name: string, tensor: NamedTensors[string]) {
      const before = present.get(name);
      if (before) free[name] = before;
      present.set(name, tensor);
    },
  };
}

/** `model` is what `traceStep` made of the step. */
export async function openTracedStep({ inputs }: TrainingStep, model: Uint8Array, { provider, threads, resident }: OpenOptions): Promise<Result<OpenStep>> {
  const session = await createResidentSession(model, provider, threads, resident?.names.map((name) => port('changed', name)) ?? []);
  if (!session.ok) return session;
  const places = alternatingPlaces();
  return succeed({
    async run(current, batch, learningRate) {
      const pictures = Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, { shape, values: batch[name]! }]));
      const state = Object.fromEntries([...current].map(([name, tensor]) => [name, resident?.state.find(name, tensor) ?? tensor]));
      const feeds = { ...prefixed<Feed>('state', state), ...prefixed('batch', pictures), [learningRatePort]: { shape: [], values: Float32Array.of(learningRate) } };
      const results = await session.value.run(feeds, prefixed('changed', places.free));
      if (!results.ok) return results;
      const { here, onDevice } = results.value;
      for (const [name, tensor] of Object.entries(withoutPrefix('changed', here))) {
        places.take(name, tensor);
        current.set(name, tensor);
      }
      for (const [name, tensor] of Object.entries(withoutPrefix('changed', onDevice))) current.set(name, resident!.state.keep(name, tensor));
      const metrics = Object.entries(withoutPrefix('metric', here)).map(([name, { values }]) => [name, values[0]!]);
      return succeed({ metrics: Object.fromEntries(metrics) as Record<string, number>, outputs: withoutPrefix('output', here) });
    },
    release: () => session.value.release(),
  });
}
