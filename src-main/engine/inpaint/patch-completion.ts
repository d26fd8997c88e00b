/**
 * @file Fills holes with patches of the same picture, from coarse to fine: every patch over the hole is matched with one
 * outside, and pixels become what their patches say (Wexler et al. 2007; Newson et al. 2014). Made for the engine.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { addLowTones } from './low-tones.ts';
import { holeDepth } from './hole-depth.ts';
import { halve, holePixels, type HoledPicture } from './holed-picture.ts';
import { spanMembrane } from './membrane.ts';
import { fadings, improveMatches, openField, type PatchField, reach, refreshCosts, startMatches } from './nearest-field.ts';
import { sharpenByBest, voteMean } from './patch-votes.ts';
import { type RandomSource, randomSource } from './random-source.ts';

export type CompletionOptions = {
  /** Another seed gives another fill. */
  readonly seed: number;
  readonly signal: AbortSignal;
};

/** At the coarsest level holes are about as deep as patches reach. */
const coarsestDepth = reach + 0.5;
/** How far sources may lie: at least this, or this many times the depth of the hole, at full size. */
const leastRadius = 64;
const radiusPerDepth = 4;
const leastCoarseRadius = 16;
/** Targets of a level above which there is less time for each. */
const someTargets = 20_000;
const manyTargets = 80_000;
const tooManyTargets = 400_000;

/** Where there is nothing but a membrane to begin with, structure has to grow in from the border. */
const fromNothing = { rounds: 12, passes: 2 };

/** Rounds of matching and voting, and passes of matching in a round, on the way to the finest level. */
function effort(level: number, targets: number): { readonly rounds: number; readonly passes: number } {
  if (targets > tooManyTargets) return { rounds: 1, passes: 0 };
  if (targets > manyTargets) return { rounds: 1, passes: 1 };
  return level === 0 || targets > someTargets ? { rounds: 2, passes: 2 } : { rounds: 3 + level, passes: 2 };
}

/** Fills the holes in place; stops early where `signal` says so. Where no patch is whole, it leaves a membrane. */
export async function completeWithPatches(picture: HoledPicture, { seed, signal }: CompletionOptions): Promise<void> {
  const depth = holeDepth(picture);
  const deepest = depth.reduce((most, distance) => Math.max(most, distance), 0);
  const { width, height, values } = picture;
  // A hole without a border has no depth.
  const radius = Math.max(leastRadius, Math.min(Math.max(width, height), Math.ceil(deepest * radiusPerDepth)));
  const levels = pyramid(picture, deepest);
  const random = randomSource(seed);

  const membrane = { ...picture, values: values.slice() };
  spanMembrane(membrane);
  spanMembrane(levels.at(-1)!);
  let coarser: PatchField | null = null;
  for (let level = levels.length - 1; level >= 0; level -= 1) {
    const current = levels[level]!;
    if (level < levels.length - 1) spread(levels[level + 1]!, current);
    const field = openField(current, Math.max(leastCoarseRadius, radius >> level), coarser ? fadings.matched : fadings.guessed);
    if (!field) continue;
    await matchAndVote(field, coarser, coarser || level === 0 ? effort(level, field.targets.length) : fromNothing, random, signal);
    if (signal.aborted) return;
    if (level === 0) {
      sharpenByBest(field);
      addLowTones(picture, membrane.values, depth);
    }
    coarser = field;
  }
}

function pyramid(picture: HoledPicture, deepest: number): HoledPicture[] {
  const levels = [picture];
  for (let depth = deepest; depth > coarsestDepth; depth /= 2) {
    const next = halve(levels.at(-1)!);
    if (Math.min(next.width, next.height) < 4 * reach) break;
    levels.push(next);
  }
  return levels;
}

/** The holes of the finer picture become what the coarser one has there. */
function spread(from: HoledPicture, { width, channels, values, hole }: HoledPicture): void {
  for (const pixel of holePixels(hole)) {
    const source = (((pixel / width) | 0) >> 1) * from.width + (pixel % width >> 1);
    for (let channel = 0; channel < channels; channel += 1) values[pixel * channels + channel] = from.values[source * channels + channel]!;
  }
}

async function matchAndVote(field: PatchField, coarser: PatchField | null, { rounds, passes }: ReturnType<typeof effort>, random: RandomSource, signal: AbortSignal): Promise<void> {
  const pixels = holePixels(field.picture.hole);
  startMatches(field, coarser ? (target) => doubled(coarser, field.picture, target) : () => -1, random);
  for (let round = 0; round < rounds; round += 1) {
    refreshCosts(field);
    // What begins by chance needs longer.
    const turns = round === 0 && !coarser ? 2 * passes + 2 : passes;
    for (let pass = 0; pass < turns; pass += 1) {
      await nextTurn();
      if (signal.aborted) return;
      improveMatches(field, pass % 2 === 0, random);
    }
    voteMean(field, pixels);
  }
}

/** Twice as far away as the coarser match; -1 where that lies outside. */
function doubled({ picture: { width: coarseWidth, height: coarseHeight }, match }: PatchField, { width, height }: HoledPicture, target: number): number {
  const [x, y] = [target % width, (target / width) | 0];
  const coarseX = Math.min(Math.max(x >> 1, reach), coarseWidth - 1 - reach);
  const coarseY = Math.min(Math.max(y >> 1, reach), coarseHeight - 1 - reach);
  const source = match[coarseY * coarseWidth + coarseX]!;
  if (source < 0) return -1;
  const sourceX = x + 2 * ((source % coarseWidth) - coarseX);
  const sourceY = y + 2 * (((source / coarseWidth) | 0) - coarseY);
  return sourceX < 0 || sourceX >= width || sourceY < 0 || sourceY >= height ? -1 : sourceY * width + sourceX;
}
