/** @file One model on one device: created, run, released. Runs in the engine and the device probe; its calls block the thread's event loop. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Provider, providerLabels } from '../../src-shared/device.ts';
import { type Failure, failure } from '../../src-shared/failure.ts';
import type { ModelNetwork, NetworkForm } from '../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { forSeveralPictures } from '../onnx-rewrite/several-pictures.ts';
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
  /** Several of one size in one run, each to the bytes that it gives alone; only where it was asked for and the network allows it. */
  readonly runSeveral?: (images: readonly PlanarImage[]) => Promise<Result<readonly NetworkRun[]>>;
  release(): Promise<void>;
};

/** What a network made of a picture, and how long it had the device; half of the time where it had half of it. */
export type NetworkRun = PlanarImage & { readonly milliseconds: number };

/** Loads a network on a device. */
export type CreateSession = (source: SessionSource, provider: Provider) => Promise<Result<Session>>;

/** Where a model lies, as a path or as the bytes of its file, and the names of its ends. */
export type SessionSource = { readonly model: string | Uint8Array; readonly input: string; readonly output: string; readonly form?: NetworkForm; readonly inpainter?: InpainterForm; /** Side of the tiles that pictures come in, several of which may run at a time. */ readonly tiles?: number; /** Asks for `runSeveral`. */ readonly several?: boolean };

/** What a session of a network is made from; `file` is the path of its verified file. */
export const sourceOf = ({ input, output, form }: Pick<ModelNetwork, 'input' | 'output' | 'form'>, file: string): SessionSource => ({ model: file, input, output, ...(form ? { form } : {}) });

/** The same for a picture's tiles. */
export const tilesOf = (network: Pick<ModelNetwork, 'input' | 'output' | 'form' | 'tile'>, file: string): SessionSource => ({ ...sourceOf(network, file), tiles: network.tile });

/** `threads`: how many compute a run. */
export async function createSession(source: SessionSource, provider: Provider, threads = availableParallelism()): Promise<Result<Session>> {
  const { model, input, output, form, inpainter } = source;
  // Tiles of one size come again and again: from the arena their blocks need no fresh pages.
  const options = { ...sessionOptions(provider, threads), enableCpuMemArena: true };
  try {
    const several = await severalOf(source);
    const content = several ?? model;
    const inference = await (typeof content === 'string' ? InferenceSession.create(content, options) : InferenceSession.create(content, options));
    const compute = async (fed: Readonly<Record<string, FormedTensor>>): Promise<{ readonly tensor: Given; readonly milliseconds: number }> => {
      const startedAt = performance.now();
      const results = await inference.run(Object.fromEntries(Object.entries(fed).map(([name, { type, data, dims }]) => [name, new Tensor(type, data, dims)])));
      return { tensor: results[output], milliseconds: performance.now() - startedAt };
    };
    const guarded = async <T>(run: () => Promise<Result<T>>): Promise<Result<T>> => {
      try {
        return await run();
      } catch (error) {
        return failWith(deviceFailure(error, provider, 'run'));
      }
    };
    return succeed({
      provider,
      run: (image, hole) =>
        guarded(async () => {
          const { tensor, milliseconds } = await compute(inpainter ? inpainterTensors(image, hole!, inpainter) : { [input]: form ? formTensor(image, form) : plainTensor([image]) });
          const picture = inpainter ? painted(tensor, output, inpainter, image) : form ? formed(tensor, output, form, image) : toImage(tensor, output);
          return picture.ok ? succeed({ ...picture.value, milliseconds }) : picture;
        }),
      ...(several
        ? {
            runSeveral: (images: readonly PlanarImage[]) =>
              guarded(async () => {
                const { tensor, milliseconds } = await compute({ [input]: plainTensor(images) });
                const pictures = toImages(tensor, output, images.length);
                return pictures.ok ? succeed(pictures.value.map((picture) => ({ ...picture, milliseconds: milliseconds / images.length }))) : pictures;
              }),
          }
        : {}),
      release: () => inference.release(),
    });
  } catch (error) {
    return failWith(deviceFailure(error, provider, 'load'));
  }
}

/** The network for several pictures a run; null where that is not asked for, or it takes one only. */
async function severalOf({ model, form, inpainter, several }: SessionSource): Promise<Uint8Array | null> {
  if (!several || form || inpainter) return null;
  return forSeveralPictures(typeof model === 'string' ? await readFile(model) : model);
}

/** Of pictures of one size. */
function plainTensor(images: readonly PlanarImage[]): FormedTensor {
  const [{ data, width, height }] = images as readonly [PlanarImage];
  const dims = [images.length, 3, height, width];
  if (images.length === 1) return { type: 'float32', data, dims };
  const together = new Float32Array(images.length * data.length);
  for (const [place, image] of images.entries()) together.set(image.data, place * data.length);
  return { type: 'float32', data: together, dims };
}

type Given = InferenceSession.OnnxValueMapType[string] | undefined;

function toImage(tensor: Given, name: string): Result<PlanarImage> {
  const images = toImages(tensor, name, 1);
  return images.ok ? succeed(images.value[0]!) : images;
}

function toImages(tensor: Given, name: string, count: number): Result<readonly PlanarImage[]> {
  const [batch, channels, height, width] = tensor?.dims ?? [];
  if (!(tensor?.data instanceof Float32Array) || batch !== count || channels !== 3 || !height || !width) return failWith(unexpected(tensor, name, `float32 [${count}, 3, height, width]`));
  const values = tensor.data;
  const length = 3 * height * width;
  return succeed(Array.from({ length: count }, (_, place) => ({ data: values.subarray(place * length, (place + 1) * length), width, height })));
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
