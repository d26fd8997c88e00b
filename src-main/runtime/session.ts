/** @file One model on one device: created, run, released. Runs in the engine and the device probe; its calls block the event loop. */
import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Provider, providerLabels } from '../../src-shared/device.ts';
import { type Failure, failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { sessionOptions } from './providers.ts';

/** A picture as a network takes it: float32, planes R, G, B, rows from the top; never on a SharedArrayBuffer. */
export type PlanarImage = { readonly data: Float32Array; readonly width: number; readonly height: number };

export type Session = {
  readonly provider: Provider;
  run(image: PlanarImage): Promise<Result<PlanarImage>>;
  release(): Promise<void>;
};

/** Where a model lies, as a path or as the bytes of its file, and the names of its ends. */
export type SessionSource = { readonly model: string | Uint8Array; readonly input: string; readonly output: string };

export async function createSession({ model, input, output }: SessionSource, provider: Provider): Promise<Result<Session>> {
  // Tiles of one size come again and again: from the arena their blocks need no fresh pages.
  const options = { ...sessionOptions(provider, availableParallelism()), enableCpuMemArena: true };
  try {
    const inference = await (typeof model === 'string' ? InferenceSession.create(model, options) : InferenceSession.create(model, options));
    return succeed({
      provider,
      async run({ data, width, height }) {
        try {
          const results = await inference.run({ [input]: new Tensor('float32', data, [1, 3, height, width]) });
          return toImage(results[output], output);
        } catch (error) {
          return failWith(deviceFailure(error, provider, 'run'));
        }
      },
      release: () => inference.release(),
    });
  } catch (error) {
    return failWith(deviceFailure(error, provider, 'load'));
  }
}

function toImage(tensor: InferenceSession.OnnxValueMapType[string] | undefined, name: string): Result<PlanarImage> {
  const [batch, channels, height, width] = tensor?.dims ?? [];
  if (!(tensor?.data instanceof Float32Array) || batch !== 1 || channels !== 3 || !height || !width) {
    const got = tensor ? `${tensor.type} [${tensor.dims.join(', ')}]` : 'nothing';
    return failWith(failure('model-invalid', `Expected float32 [1, 3, height, width] from the network's output ${name}, got ${got}.`));
  }
  return succeed({ data: tensor.data, width, height });
}

const memoryTexts = /out of memory|outofmemory|bad_alloc|failed to allocate|allocat\w* fail/i;

/** What an exception of ONNX Runtime means to a person. */
export function deviceFailure(error: unknown, provider: Provider, deed: 'load' | 'run'): Failure {
  const detail = error instanceof Error ? error.message : String(error);
  const label = providerLabels[provider];
  if (memoryTexts.test(detail)) {
    const advice = 'Close other programs that need much memory, or take a smaller picture.';
    return failure('out-of-memory', `The memory was too small to ${deed} the network (${label}).`, { advice, detail });
  }
  // The CPU loads every valid network.
  if (provider === 'cpu' && deed === 'load')
    return failure('model-invalid', 'The network could not be loaded.', { advice: 'Build or import the model again.', detail });
  const advice = provider === 'cpu' ? 'Choose another model.' : 'Choose the CPU as the device.';
  return failure('device-failed', `${label} could not ${deed} the network.`, { advice, detail });
}
