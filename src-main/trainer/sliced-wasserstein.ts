/**
 * @file How far the patches of two sets of pictures are from each other: the sliced Wasserstein distance (Rabin et al.
 * 2011), over patches as Karras et al. 2018 measured generated pictures with. Pure.
 *
 * Patches of 7 x 7 pixels are seen along random directions of unit length; along each, the mean distance between the
 * sorted values is taken. Unlike there, patches are not normalised, so that brightness and colour count too.
 */
import { colours, type Picture } from './data/picture.ts';
import { type Random, seedRandom } from './random.ts';

const side = 7;
const length = side * side * colours;

export type SlicedWassersteinOptions = { readonly patches: number; readonly directions: number; readonly seed: number };

/** In units of the full range of a sample, 0 to 1; 0 for equal sets. */
export function slicedWasserstein(a: readonly Picture[], b: readonly Picture[], options: SlicedWassersteinOptions): number {
  const { patches, directions, seed } = options;
  const random = seedRandom(seed);
  const [patchesA, patchesB] = [drawPatches(a, patches, random), drawPatches(b, patches, random)];
  let total = 0;
  for (let index = 0; index < directions; index++) {
    const direction = drawDirection(random);
    const [alongA, alongB] = [project(patchesA, direction), project(patchesB, direction)];
    for (let rank = 0; rank < patches; rank++) total += Math.abs(alongA[rank]! - alongB[rank]!);
  }
  return total / (directions * patches);
}

function drawPatches(pictures: readonly Picture[], count: number, random: Random): Float32Array {
  const patches = new Float32Array(count * length);
  for (let index = 0; index < count; index++) {
    const { width, height, samples } = pictures[random.integer(pictures.length)]!;
    if (Math.min(width, height) < side) throw new Error(`expected pictures of at least ${side} pixels a side, got ${width} x ${height}`);
    const [left, top] = [random.integer(width - side + 1), random.integer(height - side + 1)];
    for (let row = 0; row < side; row++) {
      const from = ((top + row) * width + left) * colours;
      for (let offset = 0; offset < side * colours; offset++) patches[index * length + row * side * colours + offset] = samples[from + offset]! / 255;
    }
  }
  return patches;
}

function drawDirection(random: Random): Float32Array {
  const values = Float32Array.from({ length }, () => random.normal());
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
}

/** Positions of all patches along a direction, sorted. */
function project(patches: Float32Array, direction: Float32Array): Float32Array {
  const along = new Float32Array(patches.length / length);
  for (let index = 0; index < along.length; index++) {
    let sum = 0;
    for (let offset = 0; offset < length; offset++) sum += patches[index * length + offset]! * direction[offset]!;
    along[index] = sum;
  }
  return along.sort();
}
