/** @file Where people are in a small copy of a picture: a network sees all of it, then the part where it found somebody. Runs in the engine. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { peopleModel } from '../../../src-shared/mask.ts';
import { sampleTaps } from '../../../src-shared/mask/sample.ts';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { findModel } from '../../model-registry/find-models.ts';
import { verifyNetwork } from '../../model-registry/verify-model.ts';
import { createTrainingSession, type TrainingSession } from '../../runtime/training-session.ts';
import { croppedPlanes } from '../fit-transforms.ts';
import type { Memory } from '../memory.ts';
import { readSmall, type SmallPicture } from '../whole-picture.ts';
import { fitMatte, type GuidedMatte } from './guided-matte.ts';

/** What networks for masks are found and kept with. */
export type MaskNetworks = { readonly modelDirectories: readonly string[]; readonly graphs: Memory };

/** Longer side of the small copy that is looked at, and whose edges the matte follows. */
const smallSide = 1024;
/** Height and width that the network takes; other shapes are stretched to it, as where it was trained. */
const side = 256;
/** Above this there is somebody. */
const half = 0.5;
/** Share of the part where somebody was found that is looked at around it the second time, and the largest part worth it. */
const surroundings = 0.25;
const largestPart = 0.7;
/** Half of the guided filter's window in pixels of the network, at the scale of its last look. */
const guidedReach = 2;

type Part = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
type Rgb = { readonly width: number; readonly height: number; readonly planes: readonly [Float32Array, Float32Array, Float32Array] };

/** Null where nobody is found. */
export async function findPeople(raster: string, networks: MaskNetworks): Promise<Result<GuidedMatte | null>> {
  const session = await openNetwork(networks);
  if (!session.ok) return session;
  const picture = rgbOf(await readSmall(raster, { side: smallSide, sizeMultiple: 1 }));
  const whole: Part = { left: 0, top: 0, width: picture.width, height: picture.height };
  const first = await look(session.value, picture, whole);
  if (!first.ok) return first;
  const found = partAround(first.value, picture);
  if (!found) return succeed(null);
  const isSmall = found.width * found.height < largestPart * picture.width * picture.height;
  const second = isSmall ? await look(session.value, picture, found) : null;
  if (second && !second.ok) return second;
  const matte = second ? within(first.value, second.value, found, picture) : first.value;
  const seen = second ? found : whole;
  const reach = Math.max(2, Math.round((guidedReach * Math.max(seen.width, seen.height)) / side));
  return succeed(fitMatte(matte, picture.planes, picture.width, picture.height, reach));
}

async function openNetwork({ modelDirectories, graphs }: MaskNetworks): Promise<Result<TrainingSession>> {
  const model = await findModel(modelDirectories, peopleModel);
  if (!model.ok) return model;
  const network = model.value.manifest.networks[0]!;
  return graphs.get(`people ${network.sha256}`, async () => {
    const file = await verifyNetwork(model.value, network);
    return file.ok ? createTrainingSession(await readFile(file.value), 'cpu', availableParallelism()) : file;
  });
}

function rgbOf(small: SmallPicture): Rgb {
  return { width: small.width, height: small.height, planes: croppedPlanes(small.planes, small) as [Float32Array, Float32Array, Float32Array] };
}

/** What the network sees in a part, for each pixel of the part. */
async function look({ run }: TrainingSession, picture: Rgb, part: Part): Promise<Result<Float32Array>> {
  const values = new Float32Array(3 * side * side);
  picture.planes.forEach((plane, channel) => {
    values.set(stretch(plane, picture.width, part, { width: side, height: side }), channel * side * side);
  });
  const ran = await run({ input: { shape: [1, 3, side, side], values } });
  if (!ran.ok) return ran;
  const seen = ran.value['output']!.values;
  return succeed(stretch(seen, side, { left: 0, top: 0, width: side, height: side }, part));
}

/** A part of a plane at another size: means of areas where it becomes smaller, between neighbours where larger. */
function stretch(plane: Float32Array, stride: number, { left, top, width, height }: Part, to: { readonly width: number; readonly height: number }): Float32Array {
  const across = sampleTaps(to.width, 0, width / to.width, width);
  const down = sampleTaps(to.height, 0, height / to.height, height);
  const result = new Float32Array(to.width * to.height);
  for (let y = 0, at = 0; y < to.height; y += 1)
    for (let x = 0; x < to.width; x += 1, at += 1) {
      let sum = 0;
      for (let row = 0; row < down[y]!.weights.length; row += 1) {
        const start = (top + down[y]!.first + row) * stride + left + across[x]!.first;
        for (let column = 0; column < across[x]!.weights.length; column += 1) sum += plane[start + column]! * down[y]!.weights[row]! * across[x]!.weights[column]!;
      }
      result[at] = sum;
    }
  return result;
}

/** The box of what is above a half, with surroundings; null where nothing is. */
function partAround(matte: Float32Array, { width, height }: Rgb): Part | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  matte.forEach((value, at) => {
    if (value <= half) return;
    const x = at % width;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    if (top === height) top = Math.floor(at / width);
    bottom = Math.floor(at / width);
  });
  if (right < 0) return null;
  const margin = Math.ceil(surroundings * Math.max(right - left + 1, bottom - top + 1));
  [left, top] = [Math.max(0, left - margin), Math.max(0, top - margin)];
  [right, bottom] = [Math.min(width, right + 1 + margin), Math.min(height, bottom + 1 + margin)];
  return { left, top, width: right - left, height: bottom - top };
}

/** `matte` with that of a part in its place. */
function within(matte: Float32Array, inner: Float32Array, { left, top, width, height }: Part, picture: Rgb): Float32Array {
  const result = Float32Array.from(matte);
  for (let row = 0; row < height; row += 1) result.set(inner.subarray(row * width, (row + 1) * width), (top + row) * picture.width + left);
  return result;
}
