/**
 * @file How much brighter a picture has to be made to match another of the same scene. Pure; runs in the engine.
 *
 * [Note: Series] Pictures of one scene become nights, or paintings, that differ more than they did: a generator weighs all
 * that it sees. Two things make a series match. Each picture is brought to the exposure of the first before a network sees
 * it; and where a network normalises its features, it does so by the statistics of the first, so that who walks through one
 * of the pictures changes no other part of it. Either alone makes it worse: such a network evens out exposure by itself, and
 * by another picture's statistics no more.
 */
import type { SmallPicture } from './whole-picture.ts';

/** Logarithms to base 2 of stored brightness, in cells that lie alike in pictures of any size. */
export type Tones = readonly number[];

const cellsAcross = 32;
/** Black has a logarithm too. */
const floor = 1 / 255;
/** Stored values grow by this for a stop of light. */
const perStop = 1 / 2.2;
/** More than a stop is no slight change of exposure. */
const mostStops = 1;
/** Where half of the cells changed by this many stops more or less than the others, it is another view or another light. */
const apartStops = 0.15;

export function tonesOf({ planes, width, height, planeWidth, planeHeight }: SmallPicture): Tones {
  const plane = planeWidth * planeHeight;
  const sums = new Float64Array(cellsAcross ** 2);
  const counts = new Float64Array(cellsAcross ** 2);
  for (let y = 0; y < height; y += 1) {
    const line = Math.floor((y * cellsAcross) / height) * cellsAcross;
    for (let x = 0; x < width; x += 1) {
      const at = y * planeWidth + x;
      const cell = line + Math.floor((x * cellsAcross) / width);
      sums[cell]! += planes[at]! + planes[plane + at]! + planes[2 * plane + at]!;
      counts[cell]! += 3;
    }
  }
  return Array.from(sums, (sum, cell) => Math.log2(floor + sum / Math.max(1, counts[cell]!)));
}

/**
 * What stored values are multiplied by: an exposure changes all cells alike, so it is their median change. 1 where cells
 * changed differently (by the median of how far each is from that), or more than exposures of one scene do.
 */
export function matchingExposure(own: Tones, reference: Tones): number {
  const changes = own.map((tone, cell) => reference[cell]! - tone);
  const change = median(changes);
  const apart = median(changes.map((it) => Math.abs(it - change)));
  return apart > apartStops * perStop || Math.abs(change) > mostStops * perStop ? 1 : 2 ** change;
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

/** The picture as that exposure would show it: what is brighter than white is white. */
export const exposed = (small: SmallPicture, exposure: number): SmallPicture => (exposure === 1 ? small : { ...small, planes: small.planes.map((value) => Math.min(1, exposure * value)) });
