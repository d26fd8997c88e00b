/** @file A generator on a small copy of the whole picture: what it does there, as local colour transforms. Runs in the engine. */
import { readFile } from 'node:fs/promises';
import { failure } from '../../src-shared/failure.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { type RelighterParts, splitRelighter } from '../onnx-rewrite/relighter-parts.ts';
import type { NamedTensors, TrainingSession } from '../runtime/training-session.ts';
import { allFinite, checkOutput } from './check-output.ts';
import { croppedPlanes, fitTransforms, interleave } from './fit-transforms.ts';
import { coefficientCount, type LocalTransforms, toLight } from './local-transforms.ts';
import type { SmallPicture } from './whole-picture.ts';

/** A relighting network as it is used: its style's code, and shares of light from 0, 1 as trained. */
export type Lighting = { readonly code: readonly number[]; readonly ambient: number; readonly lights: number };

/** A graph of named tensors on the device that is tried. */
export type OpenGraph = (name: string, bytes: Uint8Array) => Promise<Result<TrainingSession>>;

/** What the costly part of a generator saw in a picture; `transformsOf` makes the rest in a moment. */
export type Seen = { readonly small: SmallPicture; readonly networkMs: number } & (
  | { readonly kind: 'painted'; readonly picture: Float32Array }
  | { readonly kind: 'relit'; readonly parts: RelighterParts; readonly maps: NamedTensors }
);

const shapeOf = ({ planeWidth, planeHeight }: SmallPicture): number[] => [1, 3, planeHeight, planeWidth];
const tensor = (shape: readonly number[], values: ArrayLike<number>) => ({ shape, values: Float32Array.from(values) });

function feeds(small: SmallPicture, network: ModelNetwork, lighting: Lighting): NamedTensors {
  const { input, style, range } = network;
  const picture = { [input]: { shape: shapeOf(small), values: range === 1 ? small.planes : small.planes.map((value) => value * range) } };
  if (!style) return picture;
  return { ...picture, [style.code]: tensor([1, lighting.code.length], lighting.code), [style.ambient]: tensor([], [lighting.ambient]), [style.lights]: tensor([], [lighting.lights]) };
}

/** Runs the network on the picture. A relighting network stops where it begins to use the light of the day. */
export async function seePicture(small: SmallPicture, network: ModelNetwork, model: string, lighting: Lighting, open: OpenGraph): Promise<Result<Seen>> {
  const bytes = await readFile(model);
  const { input, output, style } = network;
  const parts = style ? splitRelighter(bytes, { input, output, style }) : null;
  const session = await open(parts ? 'seeing' : 'whole', parts ? parts.seeing : bytes);
  if (!session.ok) return session;
  const startedAt = performance.now();
  const ran = await session.value.run(feeds(small, network, lighting));
  if (!ran.ok) return ran;
  const networkMs = performance.now() - startedAt;
  if (parts) return Object.values(ran.value).every(({ values }) => allFinite(values)) ? succeed({ kind: 'relit', small, networkMs, parts, maps: ran.value }) : failWith(notNumbers);
  const painted = ran.value[output]?.values ?? new Float32Array();
  const checked = checkOutput(small.planes, painted, small.planes.length * network.scale ** 2, network.range);
  if (!checked.ok) return checked;
  return succeed({ kind: 'painted', small, networkMs, picture: network.range === 1 ? painted : painted.map((value) => value / network.range) });
}

const notNumbers = failure('output-bad', 'The device gave back a wrong picture: some values are not numbers.', { advice: 'Choose the CPU as the device, or another model.' });

export async function transformsOf(seen: Seen, network: ModelNetwork, lighting: Lighting, open: OpenGraph): Promise<Result<LocalTransforms>> {
  if (seen.kind === 'painted') return succeed(fitTransforms(seen.small, seen.picture));
  return relitTransforms(seen, network.style!, lighting, open);
}

/** Small against the light of a day, large against rounding. */
const change = 0.01;

/**
 * The lighting part is affine in each pixel's day, but for the ReLU of what is left of it: its slope at the day itself is
 * measured by changing red, green and blue in turn, and what remains is added.
 */
async function relitTransforms({ small, parts, maps }: Extract<Seen, { kind: 'relit' }>, style: NonNullable<ModelNetwork['style']>, lighting: Lighting, open: OpenGraph): Promise<Result<LocalTransforms>> {
  const session = await open('lighting', parts.lighting);
  if (!session.ok) return session;
  const shape = shapeOf(small);
  const day = small.planes.map(toLight);
  const plane = day.length / 3;
  const lit = async (changed: number | null): Promise<Result<Float32Array[]>> => {
    const values = changed === null ? day : day.map((value, index) => (Math.floor(index / plane) === changed ? value + change : value));
    const shares = { [style.ambient]: tensor([], [lighting.ambient]), [style.lights]: tensor([], [lighting.lights]) };
    const ran = await session.value.run({ ...maps, ...shares, [parts.day]: { shape, values } });
    if (!ran.ok) return ran;
    const light = ran.value[parts.light]!.values;
    return allFinite(light) ? succeed(croppedPlanes(light, small)) : failWith(notNumbers);
  };
  const at = await lit(null);
  if (!at.ok) return at;
  const { width, height } = small;
  const coefficients = new Float32Array(coefficientCount * width * height);
  const days = croppedPlanes(day, small);
  at.value.forEach((light, out) => {
    for (let pixel = 0; pixel < light.length; pixel += 1) coefficients[coefficientCount * pixel + 4 * out + 3] = light[pixel]!;
  });
  for (let from = 0; from < 3; from += 1) {
    const changed = await lit(from);
    if (!changed.ok) return changed;
    changed.value.forEach((light, out) => {
      for (let pixel = 0; pixel < light.length; pixel += 1) {
        const slope = (light[pixel]! - at.value[out]![pixel]!) / change;
        coefficients[coefficientCount * pixel + 4 * out + from] = slope;
        coefficients[coefficientCount * pixel + 4 * out + 3]! -= slope * days[from]![pixel]!;
      }
    });
  }
  return succeed({ width, height, guide: interleave(croppedPlanes(small.planes, small)), coefficients, inLight: true });
}
