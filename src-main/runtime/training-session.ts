/** @file A graph of named tensors on one device, for training steps. Runs in the trainer; its calls block the event loop. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Provider } from '../../src-shared/device.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { identitiesModel } from '../onnx-trace/tiny-models.ts';
import { sessionOptions } from './providers.ts';
import { deviceFailure } from './session.ts';

export type NamedTensors = Readonly<Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>>;
/** Numbers in the memory of a device, for sessions on that device; they stay there until they are released. */
export type DeviceTensor = { readonly shape: readonly number[]; readonly onDevice: Tensor; release(): void };
export type Feed = NamedTensors[string] | DeviceTensor;

type SessionOf<R> = {
  /** Feeds that the graph does not take are left out. Outputs that `into` names are written over its numbers. */
  readonly run: (feeds: Readonly<Record<string, Feed>>, into?: NamedTensors) => Promise<Result<R>>;
  readonly release: () => Promise<void>;
};
export type TrainingSession = SessionOf<NamedTensors>;
export type ResidentSession = SessionOf<{ readonly here: NamedTensors; readonly onDevice: Readonly<Record<string, DeviceTensor>> }>;

/** Whether outputs can stay on the device; ONNX Runtime for Node has that for WebGPU. */
export const keepsTensors = (provider: Provider): boolean => provider === 'webgpu';

export async function createTrainingSession(model: Uint8Array, provider: Provider, threads: number): Promise<Result<TrainingSession>> {
  const session = await createResidentSession(model, provider, threads, []);
  if (!session.ok) return session;
  const { run, release } = session.value;
  return succeed({
    async run(feeds, into) {
      const results = await run(feeds, into);
      return results.ok ? succeed(results.value.here) : results;
    },
    release,
  });
}

/** Outputs that `stays` names are left on the device, which must be one that keeps tensors. */
export async function createResidentSession(model: Uint8Array, provider: Provider, threads: number, stays: readonly string[]): Promise<Result<ResidentSession>> {
  try {
    const inference = await InferenceSession.create(model, {
      ...sessionOptions(provider, threads),
      // A memory pattern is one block as large as the step's peak, whatever else is free: a fifth more, and not faster.
      enableMemPattern: false,
      ...(stays.length > 0 ? { preferredOutputLocation: Object.fromEntries(stays.map((name) => [name, 'gpu-buffer'])) } : {}),
    });
    return succeed({
      async run(feeds, into = {}) {
        const places = Object.fromEntries(inference.outputNames.map((name) => [name, into[name] ? toTensor(into[name]) : null]));
        const tensors = Object.fromEntries(inference.inputNames.map((name) => [name, toTensor(feeds[name]!)]));
        try {
          const results = Object.entries(await inference.run(tensors, places));
          const left = results.filter(([, { location }]) => location === 'gpu-buffer');
          const here = results.filter(([, { location }]) => location !== 'gpu-buffer');
          return succeed({
            here: Object.fromEntries(here.map(([name, { dims, data }]) => [name, into[name] ?? { shape: dims, values: data as Float32Array }])),
            onDevice: Object.fromEntries(left.map(([name, tensor]) => [name, onDevice(tensor as Tensor)])),
          });
        } catch (error) {
          return failWith(advised(deviceFailure(error, provider, 'run')));
        }
      },
      release: () => inference.release(),
    });
  } catch (error) {
    return failWith(advised(deviceFailure(error, provider, 'load')));
  }
}

/**
 * Brings tensors from the device. Their own `getData` ends the process (onnxruntime-node 1.30), so a graph that changes
 * nothing takes them in there and gives them out here.
 */
export async function readTensors(tensors: Readonly<Record<string, DeviceTensor>>, provider: Provider): Promise<Result<NamedTensors>> {
  const names = Object.keys(tensors);
  const model = identitiesModel(names.map((name) => tensors[name]!.shape));
  const session = await createTrainingSession(model, provider, 1);
  if (!session.ok) return session;
  const copied = await session.value.run(Object.fromEntries(names.map((name, index) => [`input${index}`, tensors[name]!])));
  await session.value.release();
  return copied.ok ? succeed(Object.fromEntries(names.map((name, index) => [name, copied.value[`output${index}`]!]))) : copied;
}

const toTensor = (feed: Feed): Tensor => ('onDevice' in feed ? feed.onDevice : new Tensor('float32', feed.values, feed.shape));

function onDevice(tensor: Tensor): DeviceTensor {
  return {
    shape: tensor.dims,
    onDevice: tensor,
    release: () => {
      tensor.dispose();
    },
  };
}

const advised = (failure: ReturnType<typeof deviceFailure>) =>
  failure.code === 'out-of-memory' ? { ...failure, advice: 'Choose a smaller size or batch, or close other programs.' } : failure;
