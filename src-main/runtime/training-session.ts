/** @file A graph of named tensors on one device, for training steps. Runs in the trainer; its calls block the event loop. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Provider } from '../../src-shared/device.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { sessionOptions } from './providers.ts';
import { deviceFailure } from './session.ts';

export type NamedTensors = Readonly<Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>>;

export type TrainingSession = {
  /** Feeds that the graph does not take are left out. */
  run(feeds: NamedTensors): Promise<Result<NamedTensors>>;
  release(): Promise<void>;
};

export async function createTrainingSession(model: Uint8Array, provider: Provider, threads: number): Promise<Result<TrainingSession>> {
  try {
    // A memory pattern is one block as large as the step's peak, whatever else is free: a fifth more, and not faster.
    const inference = await InferenceSession.create(model, { ...sessionOptions(provider, threads), enableMemPattern: false });
    return succeed({
      async run(feeds) {
        try {
          const tensors = inference.inputNames.map((name) => [name, new Tensor('float32', feeds[name]!.values, feeds[name]!.shape)]);
          return succeed(toNamedTensors(await inference.run(Object.fromEntries(tensors) as Record<string, Tensor>)));
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

function toNamedTensors(results: InferenceSession.OnnxValueMapType): NamedTensors {
  return Object.fromEntries(Object.entries(results).map(([name, { dims, data }]) => [name, { shape: dims, values: data as Float32Array }]));
}

const advised = (failure: ReturnType<typeof deviceFailure>) =>
  failure.code === 'out-of-memory' ? { ...failure, advice: 'Choose a smaller size or batch, or close other programs.' } : failure;
