/** @file One model on one device: created, run, released. Runs in the engine and the device probe; its calls block the thread's event loop. */
import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Provider, providerLabels } from '../../src-shared/device.ts';
import { type Failure, failure } from '../../src-shared/failure.ts';
import type { ModelNetwork, NetworkForm } from '../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { type InpainterForm, inpaintedPicture, inpainterTensors } from './inpainter-ends.ts';
import { formTensor, type FormedTensor, pictureOf, type PlanarImage } from './network-form.ts';
import { sessionOptions } from './providers.ts';

export type { PlanarImage };

export type Session = {
  readonly provider: Provider;
  /** Runs that go on at a time; absent: one. */
  readonly lanes?: number;
  /** Values lie in the network's range, or in [0, 1] where it has a form; an inpainter's always do, and it takes `hole`, 1 where it is to paint. */
  run(image: PlanarImage, hole?: Uint8Array): Promise<Result<NetworkRun>>;
  release(): Promise<void>;
};

/** What a network made of a picture, and how long it had the device; half of the time where it had half of it. */
export type NetworkRun = PlanarImage & { readonly milliseconds: number };

/** Loads a network on a device. */
export type CreateSession = (source: SessionSource, provider: Provider) => Promise<Result<Session>>;

/** Where a model lies, as a path or as the bytes of its file, and the names of its ends. */
export type SessionSource = { readonly model: string | Uint8Array; readonly input: string; readonly output: string; readonly form?: NetworkForm; readonly inpainter?: InpainterForm; /** Whether pictures come as many tiles, several of which may run at a time. */ readonly tiles?: boolean };

/** What a session of a network is made from; `file` is the path of its verified file. */
export const sourceOf = ({ input, output, form }: Pick<ModelNetwork, 'input' | 'output' | 'form'>, file: string): SessionSource => ({ model: file, input, output, ...(form ? { form } : {}) });

/** The same for a picture's tiles. */
export const tilesOf = (network: Pick<ModelNetwork, 'input' | 'output' | 'form'>, file: string): SessionSource => ({ ...sourceOf(network, file), tiles: true });

/** `threads`: how many compute a run. */
export async function createSession({ model, input, output, form, inpainter }: SessionSource, provider: Provider, threads = availableParallelism()): Promise<Result<Session>> {
  // Tiles of one size come again and again: from the arena their blocks need no fresh pages.
  const options = { ...sessionOptions(provider, threads), enableCpuMemArena: true };
  try {
    const inference = await (typeof model === 'string' ? InferenceSession.create(model, options) : InferenceSession.create(model, options));
    return succeed({
      provider,
      async run(image, hole) {
        try {
          const fed = inpainter ? inpainterTensors(image, hole!, inpainter) : { [input]: form ? formTensor(image, form) : plainTensor(image) };
          const startedAt = performance.now();
          const results = await inference.run(Object.fromEntries(Object.entries(fed).map(([name, { type, data, dims }]) => [name, new Tensor(type, data, dims)])));
          const milliseconds = performance.now() - startedAt;
          const picture = inpainter ? painted(results[output], output, inpainter, image) : form ? formed(results[output], output, form, image) : toImage(results[output], output);
          return picture.ok ? succeed({ ...picture.value, milliseconds }) : picture;
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

const plainTensor = ({ data, width, height }: PlanarImage): FormedTensor => ({ type: 'float32', data, dims: [1, 3, height, width] });

type Given = InferenceSession.OnnxValueMapType[string] | undefined;

function toImage(tensor: Given, name: string): Result<PlanarImage> {
  const [batch, channels, height, width] = tensor?.dims ?? [];
  if (!(tensor?.data instanceof Float32Array) || batch !== 1 || channels !== 3 || !height || !width) return failWith(unexpected(tensor, name, 'float32 [1, 3, height, width]'));
  return succeed({ data: tensor.data, width, height });
}

function formed(tensor: Given, name: string, form: NetworkForm, image: PlanarImage): Result<PlanarImage> {
  const picture = tensor && pictureOf(tensor, form, image);
  return picture ? succeed(picture) : failWith(unexpected(tensor, name, form.layout === 'nchw' ? '[1, 3, height, width]' : '[1, height, width, 3]'));
}

function painted(tensor: Given, name: string, form: InpainterForm, image: PlanarImage): Result<PlanarImage> {
  const picture = tensor && inpaintedPicture(tensor, form, image);
  return picture ? succeed(picture) : failWith(unexpected(tensor, name, `[1, 3, ${image.height}, ${image.width}]`));
}

function unexpected(tensor: Given, name: string, expected: string): Failure {
  const got = tensor ? `${tensor.type} [${tensor.dims.join(', ')}]` : 'nothing';
  return failure('model-invalid', `Expected ${expected} from the network's output ${name}, got ${got}.`);
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
