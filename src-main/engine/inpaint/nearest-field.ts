/**
 * @file PatchMatch (Barnes et al. 2009): for every patch that touches a hole a similar one that does not, found by chance
 * and passed on to neighbours. Pure.
 */
import { holeDepth } from './hole-depth.ts';
import { holePixels, type HoledPicture } from './holed-picture.ts';
import type { RandomSource } from './random-source.ts';

/** Patches are squares of 2 x `reach` + 1 pixels. */
export const reach = 3;
const side = 2 * reach + 1;
/** Numbers a pixel in `features`: so many channels are compared, at most. */
export const lanes = 4;
/** How much less a pixel of the hole counts for each pixel that it lies deeper: at first, where it is but a guess, and later. */
export const fadings = { guessed: 0.4, matched: 0.75 } as const;
const fullWeight = 16;
const leastWeight = 1;

export type PatchField = {
  readonly picture: HoledPicture;
  /** Four bytes a pixel, which patches are compared by. */
  readonly features: Uint8Array;
  /** How much a pixel of the target counts in a comparison, by pixel. */
  readonly weights: Uint8Array;
  /** How far a patch is to be believed, by its middle: 1 outside the hole, less inside. */
  readonly trust: Float32Array;
  /** 1 where a patch may be copied from, by its middle. */
  readonly sources: Uint8Array;
  /** Middles of patches that touch a hole, row by row. */
  readonly targets: Int32Array;
  /** The middle of the source that each target is matched with, by the target's middle; -1 elsewhere. */
  readonly match: Int32Array;
  /** Weighted sum of squared differences to it. */
  readonly cost: Float32Array;
  /** Sources lie at most this far from their targets, in each direction. */
  readonly radius: number;
};

/** Where the matches are still to be found; null where no patch of the picture is whole. */
export function openField(picture: HoledPicture, radius: number, fading: number = fadings.matched): PatchField | null {
  const { width, height, hole } = picture;
  const touched = touchedPatches(picture);
  const sources = new Uint8Array(width * height);
  let [targetCount, sourceCount] = [0, 0];
  for (let y = reach; y < height - reach; y += 1) {
    for (let middle = y * width + reach; middle < (y + 1) * width - reach; middle += 1) {
      targetCount += touched[middle]!;
      sources[middle] = 1 - touched[middle]!;
      sourceCount += sources[middle]!;
    }
  }
  if (sourceCount === 0 || targetCount === 0) return null;
  const targets = new Int32Array(targetCount);
  for (let middle = 0, to = 0; to < targetCount; middle += 1) if (touched[middle] === 1) targets[to++] = middle;
  const depth = holeDepth(picture);
  const trust = new Float32Array(depth.length).fill(1);
  const weights = new Uint8Array(depth.length).fill(fullWeight);
  for (const pixel of holePixels(hole)) {
    trust[pixel] = fading ** depth[pixel]!;
    weights[pixel] = Math.max(leastWeight, Math.round(trust[pixel]! * fullWeight));
  }
  const field = {
    ...{ picture, weights, trust, sources, targets, radius },
    features: new Uint8Array(width * height * lanes),
    match: new Int32Array(width * height).fill(-1),
    cost: new Float32Array(width * height),
  };
  for (let pixel = 0; pixel < hole.length; pixel += 1) describePixel(field, pixel);
  return field;
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

/** Takes a pixel over into the features, after its values changed. */
export function describePixel({ picture: { channels, values }, features }: Pick<PatchField, 'picture' | 'features'>, pixel: number): void {
  for (let channel = 0; channel < channels; channel += 1) {
    const value = values[pixel * channels + channel]! + 0.5;
    features[pixel * lanes + channel] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
}

/** Stops where the sum reaches `limit`. */
function patchDistance({ picture: { width }, features, weights }: PatchField, target: number, source: number, limit: number): number {
  let sum = 0;
  let t = target - reach * width - reach;
  let s = source - reach * width - reach;
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const a = (t + column) * lanes;
      const b = (s + column) * lanes;
      const d0 = features[a]! - features[b]!;
      const d1 = features[a + 1]! - features[b + 1]!;
      const d2 = features[a + 2]! - features[b + 2]!;
      const d3 = features[a + 3]! - features[b + 3]!;
      sum += weights[t + column]! * (d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3);
    }
    if (sum >= limit) return sum;
    t += width;
    s += width;
  }
  return sum;
}

/** Costs anew, after features changed. */
export function refreshCosts(field: PatchField): void {
  for (const target of field.targets) field.cost[target] = patchDistance(field, target, field.match[target]!, Infinity);
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
      source = insideY(y + random.below(2 * radius + 1) - radius) * width + insideX(x + random.below(2 * radius + 1) - radius);
    }
    if (sources[source] === 1) known = source;
    match[target] = known;
  }
}

/** One pass over all targets; forward and backward in turn pass good matches on in all directions. */
export function improveMatches(field: PatchField, forward: boolean, random: RandomSource): void {
  const { picture, targets, match, cost, sources, radius } = field;
  const { width, height } = picture;
  const step = forward ? -1 : 1;
  const last = targets.length - 1;
  for (let index = 0; index <= last; index += 1) {
    const target = targets[forward ? index : last - index]!;
    const [x, y] = [target % width, (target / width) | 0];
    const [left, right] = [Math.max(reach, x - radius), Math.min(width - 1 - reach, x + radius)];
    const [top, bottom] = [Math.max(reach, y - radius), Math.min(height - 1 - reach, y + radius)];
    let best = cost[target]!;
    let found = match[target]!;
    const consider = (candidate: number, column: number, row: number) => {
      if (column < left || column > right || row < top || row > bottom || sources[candidate] !== 1 || candidate === found) return;
      const distance = patchDistance(field, target, candidate, best);
      if (distance >= best) return;
      best = distance;
      found = candidate;
    };
    for (let axis = 0; axis < 2; axis += 1) {
      const neighbour = target + (axis === 0 ? step : step * width);
      const theirs = match[neighbour]!;
      if (theirs < 0) continue;
      const candidate = theirs + target - neighbour;
      consider(candidate, candidate % width, (candidate / width) | 0);
    }
    for (let span = radius; span >= 1; span >>= 1) {
      const column = (found % width) + random.below(2 * span + 1) - span;
      const row = ((found / width) | 0) + random.below(2 * span + 1) - span;
      consider(row * width + column, column, row);
    }
    cost[target] = best;
    match[target] = found;
  }
}
