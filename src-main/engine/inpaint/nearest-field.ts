/**
 * @file PatchMatch (Barnes et al. 2009): for every patch that touches a hole a similar one that does not, found by chance
 * and passed on to neighbours. The loops are WebAssembly (`kernels/patch-field.as`), and the arrays lie in its memory.
 */
import { createKernel, firstPlace, type Kernel, layOut } from '../kernels/kernel.ts';
import { holeDepth } from './hole-depth.ts';
import { holePixels, type HoledPicture } from './holed-picture.ts';
import { drawBelow, type RandomSource } from './random-source.ts';

/** Patches are squares of 2 x `reach` + 1 pixels; patch-field.as knows it too. */
export const reach = 3;
const side = 2 * reach + 1;
/** Numbers a pixel in `features`: so many channels are compared, at most. */
export const lanes = 4;
/** How much less a pixel of the hole counts for each pixel that it lies deeper: at first, where it is but a guess, and later. */
export const fadings = { guessed: 0.4, matched: 0.75 } as const;
const fullWeight = 16;
const leastWeight = 1;

type PatchKernel = Kernel<'refreshCosts' | 'improveMatches' | 'weighVotes' | 'voteMean' | 'findOrigins'>;

export type PatchField = {
  /** A copy, whose values lie in the kernel's memory. */
  readonly picture: HoledPicture;
  /** 1 where a patch may be copied from, by its middle. */
  readonly sources: Uint8Array;
  /** Middles of patches that touch a hole, row by row. */
  readonly targets: Int32Array;
  /** Pixels of the holes. */
  readonly pixels: Int32Array;
  /** The middle of the source that each target is matched with, by the target's middle; -1 elsewhere. */
  readonly match: Int32Array;
  /** Weighted sum of squared differences to it. */
  readonly cost: Int32Array;
  /** Room for a number a pixel. */
  readonly spare: Int32Array;
  /** Sources lie at most this far from their targets, in each direction. */
  readonly radius: number;
  /** And at least this far in one of them. */
  readonly nearest: number;
  readonly kernel: PatchKernel;
  readonly at: Places;
};

/**
 * Where the arrays lie. `features` has four bytes a pixel, which patches are compared by; `weights` how much a pixel of the
 * target counts in a comparison; `trust` how far a patch is to be believed, by its middle: 1 outside the hole, less inside.
 */
type Places = Readonly<Record<'values' | 'features' | 'weights' | 'trust' | 'sources' | 'match' | 'cost' | 'spare' | 'targets' | 'pixels' | 'random', number>>;

/** Where the matches are still to be found; null where no patch of the picture is whole. */
export function openField(picture: HoledPicture, radius: number, fading: number = fadings.matched): PatchField | null {
  const { width, height, hole } = picture;
  const touched = touchedPatches(picture);
  let [targetCount, sourceCount] = [0, 0];
  for (let y = reach; y < height - reach; y += 1) {
    for (let middle = y * width + reach; middle < (y + 1) * width - reach; middle += 1) {
      targetCount += touched[middle]!;
      sourceCount += 1 - touched[middle]!;
    }
  }
  if (sourceCount === 0 || targetCount === 0) return null;
  const field = layOutField(picture, radius, targetCount);
  const { sources, targets, match, at, kernel } = field;
  for (let y = reach, to = 0; y < height - reach; y += 1) {
    for (let middle = y * width + reach; middle < (y + 1) * width - reach; middle += 1) {
      sources[middle] = 1 - touched[middle]!;
      if (touched[middle] === 1) targets[to++] = middle;
    }
  }
  match.fill(-1);
  const { buffer } = kernel.memory;
  const depth = holeDepth(picture);
  const trust = new Float32Array(buffer, at.trust, hole.length).fill(1);
  const weights = new Uint8Array(buffer, at.weights, hole.length).fill(fullWeight);
  for (const pixel of field.pixels) {
    trust[pixel] = fading ** depth[pixel]!;
    weights[pixel] = Math.max(leastWeight, Math.round(trust[pixel]! * fullWeight));
  }
  describe(picture, new Uint8Array(buffer, at.features, hole.length * lanes));
  return field;
}

/** Each patch that is whole is a target and a source: for what the picture repeats, at least `nearest` pixels away. Null where there is none. */
export function openOwnField(picture: HoledPicture, radius: number, nearest: number): PatchField | null {
  const { width, height, hole } = picture;
  const touched = touchedPatches(picture);
  const targets: number[] = [];
  for (let y = reach; y < height - reach; y += 1) for (let middle = y * width + reach; middle < (y + 1) * width - reach; middle += 1) if (touched[middle] === 0) targets.push(middle);
  if (targets.length === 0) return null;
  const field = { ...layOutField(picture, radius, targets.length), nearest };
  field.targets.set(targets);
  field.match.fill(-1);
  for (const target of targets) field.sources[target] = 1;
  const { buffer } = field.kernel.memory;
  new Uint8Array(buffer, field.at.weights, hole.length).fill(fullWeight);
  describe(picture, new Uint8Array(buffer, field.at.features, hole.length * lanes));
  return field;
}

function layOutField(picture: HoledPicture, radius: number, targetCount: number): PatchField {
  const kernel: PatchKernel = createKernel('patch-field');
  const count = picture.hole.length;
  const pixels = holePixels(picture.hole);
  const plane = 4 * count;
  // A pixel of few channels is read as one of four.
  const sizes = { values: picture.values.byteLength + 16, features: plane + 16, weights: count + 16, trust: plane, sources: count, match: plane, cost: plane, spare: plane, targets: 4 * targetCount, pixels: pixels.byteLength, random: 4 };
  const { places: at } = layOut(kernel, sizes, firstPlace);
  const { buffer } = kernel.memory;
  const values = new Float32Array(buffer, at.values, picture.values.length);
  values.set(picture.values);
  const ints = (place: number, length: number) => new Int32Array(buffer, place, length);
  const keptPixels = ints(at.pixels, pixels.length);
  keptPixels.set(pixels);
  return {
    ...{ picture: { ...picture, values }, radius, nearest: 0, kernel, at, pixels: keptPixels },
    ...{ sources: new Uint8Array(buffer, at.sources, count), targets: ints(at.targets, targetCount), match: ints(at.match, count), cost: ints(at.cost, count), spare: ints(at.spare, count) },
  };
}

function describe({ channels, values, hole }: HoledPicture, features: Uint8Array): void {
  for (let pixel = 0, from = 0; pixel < hole.length; pixel += 1) {
    for (let to = pixel * lanes; to < pixel * lanes + channels; to += 1, from += 1) {
      const value = values[from]! + 0.5;
      features[to] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}

/** 1 at the middles of patches inside the picture that touch a hole. */
function touchedPatches({ width, height, hole }: HoledPicture): Uint8Array {
  // Twice a running count of the holes in a window of `side`: first along the rows, then down the columns.
  const across = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0, count = 0; x < width; x += 1) {
      count += hole[y * width + x]! - (x >= side ? hole[y * width + x - side]! : 0);
      if (x >= side - 1) across[y * width + x - reach] = count > 0 ? 1 : 0;
    }
  }
  const touched = new Uint8Array(width * height);
  const counts = new Uint8Array(width);
  for (let y = 0; y < height; y += 1) {
    for (let x = reach; x < width - reach; x += 1) {
      counts[x]! += across[y * width + x]! - (y >= side ? across[(y - side) * width + x]! : 0);
      if (y >= side - 1) touched[(y - reach) * width + x] = counts[x]! > 0 ? 1 : 0;
    }
  }
  return touched;
}

/** Matches each target with the source that `suggest` gives, or, where that is none, with one by chance. */
export function startMatches(field: PatchField, suggest: (target: number) => number, random: RandomSource): void {
  const { picture, sources, targets, match, radius } = field;
  const { width, height } = picture;
  const insideX = (x: number) => Math.min(Math.max(x, reach), width - 1 - reach);
  const insideY = (y: number) => Math.min(Math.max(y, reach), height - 1 - reach);
  let known = sources.indexOf(1);
  for (const target of targets) {
    let source = suggest(target);
    const [x, y] = [target % width, (target / width) | 0];
    for (let tries = 0; tries < 20 && sources[source] !== 1; tries += 1) {
      source = insideY(y + drawBelow(random, 2 * radius + 1) - radius) * width + insideX(x + drawBelow(random, 2 * radius + 1) - radius);
    }
    if (sources[source] === 1) known = source;
    match[target] = known;
  }
}

/** Costs anew, after matches or values changed. */
export function refreshCosts({ kernel, at, picture: { width }, targets }: PatchField): void {
  kernel.refreshCosts(width, at.features, at.weights, at.match, at.cost, at.targets, targets.length);
}

/** One pass over all targets; forward and backward in turn pass good matches on in all directions. */
export function improveMatches({ kernel, at, picture: { width, height }, radius, nearest, targets }: PatchField, forward: boolean, random: RandomSource): void {
  const state = new Uint32Array(kernel.memory.buffer, at.random, 1);
  state[0] = random.state;
  kernel.improveMatches(width, height, radius, nearest, Number(forward), at.random, at.features, at.weights, at.sources, at.match, at.cost, at.targets, targets.length);
  random.state = state[0];
}
