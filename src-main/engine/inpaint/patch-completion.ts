/**
 * @file Fills holes with patches of the same picture, from coarse to fine: every patch over the hole is matched with one
 * outside, and pixels become what their patches say (Wexler et al. 2007; Newson et al. 2014). Runs in the engine.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { bridgeLines } from './bridge-lines.ts';
import { joinGradients } from './gradient-join.ts';
import { addLowTones } from './low-tones.ts';
import { holeDepth } from './hole-depth.ts';
import { halve, holePixels, type HoledPicture, takeHoles } from './holed-picture.ts';
import { spanMembrane } from './membrane.ts';
import { fadings, improveMatches, lanes, openField, type PatchField, reach, refreshCosts, startMatches } from './nearest-field.ts';
import { bestSources, voteMean } from './patch-votes.ts';
import { type RandomSource, randomSource } from './random-source.ts';
import { shiftMaps } from './shift-map.ts';
import { withTexture } from './texture-plane.ts';

export type CompletionOptions = {
  /** Another seed gives another fill. */
  readonly seed: number;
  readonly signal: AbortSignal;
  /** What to begin with; absent: patches alone find the structure. */
  readonly structure?: Structure;
};

/** Fills the holes of the picture, halved until it fits: its size and how deep its holes are at most. */
export type Structure = { readonly fits: (size: Pick<HoledPicture, 'width' | 'height'>, deepest: number) => boolean; readonly fill: (picture: HoledPicture) => Promise<Result<null>> };

/** At the coarsest level holes are at most about as deep as patches are wide. */
const coarsestDepth = 2 * reach;
/** How far sources may lie: at least this, or this many times the depth of the hole, at full size. */
const leastRadius = 64;
const radiusPerDepth = 4;
const leastCoarseRadius = 16;
/** Targets of a level above which there is less time for each. */
const someTargets = 20_000;
const manyTargets = 80_000;
const tooManyTargets = 400_000;

/** Holes deeper than this hold structures; narrower ones are filled nearer to the truth without what is done for those. */
const deep = 24;
/** Lines are led through holes deeper than this; patches carry them across others, in less time. */
const bridged = 32;
/** Levels of deep holes, the finest first, that are built anew from the patches of the coarser one. */
const rebuiltLevels = 2;

/** Pixels of a hole up to which a montage takes no more than a moment, how deep it has to be there, and what follows. */
const mostMontaged = 2100;
const leastMontageDepth = 8;
const afterMontage = { rounds: 4, passes: 2 };
/** It is taken where its patches are this much nearer to their likes. */
const clearly = 0.98;

/** Where there is nothing but a membrane to begin with, structure has to grow in from the border. */
const fromNothing = { rounds: 12, passes: 2 };

/** Rounds of matching and voting, and passes of matching in a round, on the way to the finest level. */
function effort(level: number, targets: number): { readonly rounds: number; readonly passes: number } {
  if (targets > tooManyTargets) return { rounds: 1, passes: 0 };
  if (targets > manyTargets) return { rounds: 1, passes: 1 };
  return level === 0 || targets > someTargets ? { rounds: 3, passes: 3 } : { rounds: 3 + level, passes: 2 };
}

/** Fills the holes in place; stops early where `signal` says so. Where no patch is whole, it leaves a membrane. */
export async function completeWithPatches(picture: HoledPicture, options: CompletionOptions): Promise<Result<null>> {
  const deepest = holeDepth(picture).reduce((most, distance) => Math.max(most, distance), 0);
  const led = deepest > bridged ? bridgeLines(picture, deepest) : picture;
  const completed = await completeHoles(led, options);
  if (completed.ok && !options.signal.aborted) takeHoles(led, picture);
  return completed;
}

async function completeHoles(picture: HoledPicture, { seed, signal, structure }: CompletionOptions): Promise<Result<null>> {
  const depth = holeDepth(picture);
  const deepest = depth.reduce((most, distance) => Math.max(most, distance), 0);
  const { width, height } = picture;
  // A hole without a border has no depth.
  const radius = Math.max(leastRadius, Math.min(Math.max(width, height), Math.ceil(deepest * radiusPerDepth)));
  const levels = pyramid(comparable(picture, deepest), deepest, structure?.fits ?? fitsPatches);
  const random = randomSource(seed);

  const membrane = { ...picture, values: picture.values.slice() };
  spanMembrane(membrane);
  const coarsest = levels.at(-1)!;
  spanMembrane(coarsest);
  const begun = structure ? await beginWith(structure, coarsest, picture.channels) : succeed(null);
  if (!begun.ok) return begun;
  const montageLevel = structure ? -1 : levelForMontage(levels, deepest);
  let coarser: PatchField | null = null;
  let filled: HoledPicture | null = null;
  for (let level = levels.length - 1; level >= 0; level -= 1) {
    const current = levels[level]!;
    if (filled) spread(filled, current);
    const field = openField(current, Math.max(leastCoarseRadius, radius >> level), coarser || structure ? fadings.matched : fadings.guessed);
    if (!field) {
      [filled, coarser] = [current, null];
      continue;
    }
    startMatches(field, coarser ? startFrom(coarser, current) : () => -1, random);
    // Colours that were spread out are soft and would be matched with what is soft; those of the patches are not.
    if (coarser && level < rebuiltLevels && deepest > deep) voteMean(field);
    await matchAndVote(field, !coarser, coarser || structure || level === 0 ? effort(level, field.targets.length) : fromNothing, random, signal);
    const best: PatchField = level === montageLevel ? await bestOf(field, current, picture.channels, random, signal) : field;
    if (signal.aborted) return succeed(null);
    if (level === 0) joinGradients(best.picture, bestSources(best));
    filled = best.picture;
    coarser = best;
  }
  takeHoles(filled!, picture);
  if (coarser) addLowTones(picture, membrane.values, depth);
  return succeed(null);
}

/** The finest level whose hole is small enough; -1 where it is too shallow there to hold what repeats. */
function levelForMontage(levels: readonly HoledPicture[], deepest: number): number {
  const level = levels.findIndex(({ hole }) => holePixels(hole).length <= mostMontaged);
  return deepest > deep && deepest / 2 ** level >= leastMontageDepth ? level : -1;
}

/** What grew in from the border, or a montage of copies of the picture, whichever has patches that are more like the picture's. */
async function bestOf(grown: PatchField, picture: HoledPicture, colours: number, random: RandomSource, signal: AbortSignal): Promise<PatchField> {
  let [best, least] = [grown, clearly * unlikeness(grown)];
  for (const origins of shiftMaps(withChannels(picture, colours), grown.sources, random)) {
    const copied = { ...picture, values: picture.values.slice() };
    for (const pixel of holePixels(picture.hole)) for (let channel = 0; channel < picture.channels; channel += 1) copied.values[pixel * picture.channels + channel] = picture.values[origins[pixel]! * picture.channels + channel]!;
    const montage = openField(copied, grown.radius)!;
    startMatches(montage, (target) => originBeside(origins, picture, target), random);
    await matchAndVote(montage, false, afterMontage, random, signal);
    const unlike = unlikeness(montage);
    if (unlike < least) [best, least] = [montage, unlike];
  }
  return best;
}

/** Mean distance of patches to what they are matched with. */
function unlikeness(field: PatchField): number {
  refreshCosts(field);
  return field.targets.reduce((sum, target) => sum + Math.sqrt(field.cost[target]!), 0) / field.targets.length;
}

/** As far from the target as the nearest pixel of the hole in its patch is copied from; -1 outside. */
function originBeside(origins: Int32Array, { width, height }: HoledPicture, target: number): number {
  let [nearest, found] = [Infinity, -1];
  for (let row = -reach; row <= reach; row += 1)
    for (let column = -reach; column <= reach; column += 1) {
      const origin = origins[target + row * width + column]!;
      if (origin < 0 || row ** 2 + column ** 2 >= nearest) continue;
      const [originX, originY] = [(origin % width) - column, ((origin / width) | 0) - row];
      nearest = row ** 2 + column ** 2;
      found = originX < 0 || originX >= width || originY < 0 || originY >= height ? -1 : originY * width + originX;
    }
  return found;
}

/** As patches of it are compared: those over deep holes by their texture too, where there is room for it. */
function comparable(picture: HoledPicture, deepest: number): HoledPicture {
  if (deepest <= deep || picture.channels >= lanes) return { ...picture, values: picture.values.slice() };
  return withTexture(picture, Math.round(deepest / coarsestDepth / 2));
}

/** A copy with the first so many channels. */
function withChannels(picture: HoledPicture, channels: number): HoledPicture {
  const values = new Float32Array(picture.hole.length * channels);
  for (let at = 0; at < values.length; at += 1) values[at] = picture.values[Math.floor(at / channels) * picture.channels + (at % channels)]!;
  return { ...picture, channels, values };
}

/** The structure knows no texture: what a membrane says of it stays. */
async function beginWith({ fill }: Structure, picture: HoledPicture, channels: number): Promise<Result<null>> {
  const plain = withChannels(picture, channels);
  const filled = await fill(plain);
  if (filled.ok) for (const pixel of holePixels(plain.hole)) for (let channel = 0; channel < channels; channel += 1) picture.values[pixel * picture.channels + channel] = plain.values[pixel * channels + channel]!;
  return filled;
}

const fitsPatches: Structure['fits'] = (_, depth) => depth <= coarsestDepth;

function pyramid(picture: HoledPicture, deepest: number, fits: Structure['fits']): HoledPicture[] {
  const levels = [picture];
  for (let depth = deepest; !fits(levels.at(-1)!, depth); depth /= 2) {
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

async function matchAndVote(field: PatchField, byChance: boolean, { rounds, passes }: ReturnType<typeof effort>, random: RandomSource, signal: AbortSignal): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    refreshCosts(field);
    // What begins by chance needs longer.
    const turns = round === 0 && byChance ? 2 * passes + 2 : passes;
    for (let pass = 0; pass < turns; pass += 1) {
      await nextTurn();
      if (signal.aborted) return;
      improveMatches(field, pass % 2 === 0, random);
    }
    voteMean(field);
  }
}

const startFrom = (coarser: PatchField, picture: HoledPicture) => (target: number) => doubled(coarser, picture, target);

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
