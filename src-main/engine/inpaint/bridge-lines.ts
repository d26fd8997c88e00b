/**
 * @file Leads straight lines through a hole before anything else is filled, from what they look like on both of its sides
 * (Sun et al. 2005, "Image completion with structure propagation", with lines that are found instead of drawn). Pure; runs
 * in the engine.
 */
import { findBridges } from './find-bridges.ts';
import { type HoledPicture, holePixels } from './holed-picture.ts';
import { type Bridge, profileAt, sampleKnown } from './line-profile.ts';

/** Half the width of what is painted along a line, in pixels. */
const half = 5;
/** How far away from the hole its grain is taken, there and back. */
const grain = 20;
/** Differences that always count as grain; three times those that a line has are another thing that meets it. */
const leastGrain = 4;
/** Share of the line over which the grain of one end gives way to that of the other. */
const fade = 0.3;

/** A copy whose lines lead through the holes and count as known; the picture itself where none does. */
export function bridgeLines(picture: HoledPicture, deepest: number): HoledPicture {
  const sums = new Float32Array(picture.values.length);
  const totals = new Float32Array(picture.hole.length);
  let painted = false;
  for (const bridge of findBridges(picture, deepest)) painted = paint(picture, bridge, sums, totals) || painted;
  if (!painted) return picture;
  const { channels } = picture;
  const bridged = { ...picture, values: picture.values.slice(), hole: picture.hole.slice() };
  for (const pixel of holePixels(picture.hole)) {
    const total = totals[pixel]!;
    if (total === 0) continue;
    bridged.hole[pixel] = 0;
    for (let at = pixel * channels; at < (pixel + 1) * channels; at += 1) bridged.values[at] = Math.min(255, Math.max(0, sums[at]! / total));
  }
  return bridged;
}

/** Adds its colours by how much they count: most at its middle, so that lines cross. */
function paint(picture: HoledPicture, { from, to }: Bridge, sums: Float32Array, totals: Float32Array): boolean {
  const { width, height, channels, hole } = picture;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const first = profileAt(picture, from, along, -1, half);
  const last = profileAt(picture, to, along, 1, half);
  if (!first || !last) return false;
  const [left, right] = [Math.max(0, Math.floor(Math.min(from.x, to.x)) - half), Math.min(width - 1, Math.ceil(Math.max(from.x, to.x)) + half)];
  const [top, bottom] = [Math.max(0, Math.floor(Math.min(from.y, to.y)) - half), Math.min(height - 1, Math.ceil(Math.max(from.y, to.y)) + half)];
  const sample = new Float32Array(channels);
  for (let y = top; y <= bottom; y += 1)
    for (let x = left; x <= right; x += 1) {
      const pixel = y * width + x;
      const far = (x - from.x) * along.x + (y - from.y) * along.y;
      const across = (y - from.y) * along.x - (x - from.x) * along.y;
      if (hole[pixel] === 0 || far < 0 || far > length || Math.abs(across) > half) continue;
      const share = far / length;
      const other = Math.min(1, Math.max(0, (share - 0.5) / fade + 0.5));
      const weight = 0.01 + (1 - Math.abs(across) / (half + 1)) ** 6;
      totals[pixel]! += weight;
      for (const [mine, profile, end, way, distance] of [[1 - other, first, from, -1, far], [other, last, to, 1, length - far]] as const) {
        if (mine === 0) continue;
        const back = thereAndBack(distance);
        const isKnown = sampleKnown(picture, end.x + way * along.x * back - along.y * across, end.y + way * along.y * back + along.x * across, sample);
        for (let channel = 0; channel < channels; channel += 1) {
          const rest = isKnown ? sample[channel]! - between(profile.means, across, channel, channels) : 0;
          const isGrain = Math.abs(rest) <= 3 * profile.restless + leastGrain;
          const broad = (1 - share) * between(first.means, across, channel, channels) + share * between(last.means, across, channel, channels);
          sums[pixel * channels + channel]! += weight * mine * (broad + (isGrain ? rest : 0));
        }
      }
    }
  return true;
}

const thereAndBack = (distance: number): number => grain - Math.abs(grain - (distance % (2 * grain)));

/** Of a profile, between whole pixels. */
function between(means: Float32Array, across: number, channel: number, channels: number): number {
  const below = Math.min(2 * half - 1, Math.floor(across + half));
  const share = across + half - below;
  return means[below * channels + channel]! * (1 - share) + means[(below + 1) * channels + channel]! * share;
}
