/** @file What a picture has across a straight line that enters a hole, and how sure that is. Pure; runs in the engine. */
import type { HoledPicture } from './holed-picture.ts';

export type Point = { readonly x: number; readonly y: number };
/** From one side of a hole to the other; both ends lie in what is known. */
export type Bridge = { readonly from: Point; readonly to: Point };

/** How far a line is followed away from the hole, and the fewest pixels of it that have to be known. */
const followed = 14;
const leastKnown = 7;

/** Colours by distance from the line, -half to half pixels, the channels of one beside each other. */
export type Profile = {
  readonly means: Float32Array;
  /** Median absolute difference along the line, mean of all distances: 0 where it goes straight on. */
  readonly restless: number;
  /** Mean absolute difference from their mean: what there is to be continued. */
  readonly contrast: number;
};

/** A sample between four pixels, into `to`; false where one of them is not known. */
export function sampleKnown({ width, height, channels, values, hole }: HoledPicture, x: number, y: number, to: Float32Array): boolean {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return false;
  const first = top * width + left;
  if (hole[first]! + hole[first + 1]! + hole[first + width]! + hole[first + width + 1]! > 0) return false;
  const [right, bottom] = [x - left, y - top];
  for (let channel = 0; channel < channels; channel += 1) {
    const at = first * channels + channel;
    const above = values[at]! * (1 - right) + values[at + channels]! * right;
    const below = values[at + width * channels]! * (1 - right) + values[at + (width + 1) * channels]! * right;
    to[channel] = above * (1 - bottom) + below * bottom;
  }
  return true;
}

/** Away from `end`, along the direction of length 1 (`way` 1) or against it (-1); null where too little is known. */
export function profileAt(picture: HoledPicture, end: Point, along: Point, way: 1 | -1, half: number): Profile | null {
  const { channels } = picture;
  const samples = Array.from({ length: channels }, () => new Float32Array(followed));
  const sample = new Float32Array(channels);
  const means = new Float32Array((2 * half + 1) * channels);
  let restless = 0;
  for (let across = -half; across <= half; across += 1) {
    let count = 0;
    for (let step = 0; step < followed; step += 1) {
      const far = way * step;
      if (!sampleKnown(picture, end.x + along.x * far - along.y * across, end.y + along.y * far + along.x * across, sample)) continue;
      for (let channel = 0; channel < channels; channel += 1) samples[channel]![count] = sample[channel]!;
      count += 1;
    }
    if (count < leastKnown) return null;
    for (let channel = 0; channel < channels; channel += 1) {
      const known = samples[channel]!.subarray(0, count);
      const middle = median(known);
      means[(across + half) * channels + channel] = middle;
      for (let index = 0; index < count; index += 1) known[index] = Math.abs(known[index]! - middle);
      restless += median(known);
    }
  }
  return { means, restless: restless / means.length, contrast: contrastOf(means, channels) };
}

/** Unlike a mean, it does not see what crosses the line. */
const median = (values: Float32Array): number => values.sort()[values.length >> 1]!;

function contrastOf(means: Float32Array, channels: number): number {
  const middle = meanColour(means, channels);
  return means.reduce((sum, value, index) => sum + Math.abs(value - middle[index % channels]!), 0) / means.length;
}

const meanColour = (means: Float32Array, channels: number): number[] => Array.from({ length: channels }, (_, channel) => (means.reduce((sum, value, index) => (index % channels === channel ? sum + value : sum), 0) * channels) / means.length);

/** Mean absolute difference of two, each less its mean colour. */
export function profilesApart(a: Profile, b: Profile, channels: number): number {
  const [middleA, middleB] = [meanColour(a.means, channels), meanColour(b.means, channels)];
  return a.means.reduce((sum, value, index) => sum + Math.abs(value - middleA[index % channels]! - b.means[index]! + middleB[index % channels]!), 0) / a.means.length;
}
