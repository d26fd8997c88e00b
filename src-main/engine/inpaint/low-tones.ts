/**
 * @file Detail of one fill on the broad tones of another: patches know texture, a membrane knows how light and colour run from
 * border to border, and the mean of both is nearer to the truth than either. Pure.
 */
import { holePixels, type HoledPicture } from './holed-picture.ts';

/** Standard deviation in pixels of what counts as broad. */
const sigma = 2.5;
const taps = 7;
/** Share of the other fill's broad tones at the border of a narrow hole, and the depth over which it falls to a third of it. */
const share = 0.5;
const reachOfMembrane = 24;
/** How deep a hole may be before the membrane over it is too plain to be heard, and over which further depth that sets in. */
const narrow = 16;
const widening = 60;
/** How far both may differ, mean of the channels: further apart, the membrane spans from one thing to another, and would cast its shadow. */
const unlike = 24;

/** Moves the holes of `picture` towards `tones`, of the same layout; `depth` tells how deep in the hole a pixel lies. */
export function addLowTones({ width, height, channels, values, hole }: HoledPicture, tones: Float32Array, depth: Float32Array): void {
  const pixels = holePixels(hole);
  const difference = new Float32Array(values.length);
  for (const pixel of pixels) for (let at = pixel * channels; at < (pixel + 1) * channels; at += 1) difference[at] = tones[at]! - values[at]!;
  const across = blurred(difference, pixels, { hole, channels, step: 1, position: (pixel) => pixel % width, length: width });
  const broad = blurred(across, pixels, { hole, channels, step: width, position: (pixel) => (pixel / width) | 0, length: height });
  const deepest = deepestAround(pixels, hole, depth, width);
  for (const pixel of pixels) {
    const weight = share * Math.exp(-depth[pixel]! / reachOfMembrane - Math.max(0, deepest[pixel]! - narrow) / widening);
    const apart = meanSize(broad, pixel, channels);
    const heard = weight * Math.exp(-((apart / unlike) ** 4));
    for (let at = pixel * channels; at < (pixel + 1) * channels; at += 1) values[at]! += heard * broad[at]!;
  }
}

function meanSize(values: Float32Array, pixel: number, channels: number): number {
  let sum = 0;
  for (let at = pixel * channels; at < (pixel + 1) * channels; at += 1) sum += Math.abs(values[at]!);
  return sum / channels;
}

/** How deep the hole is that a pixel lies in, at its deepest. */
function deepestAround(pixels: Int32Array, hole: Uint8Array, depth: Float32Array, width: number): Float32Array {
  const deepest = new Float32Array(hole.length);
  const connected = new Int32Array(pixels.length);
  for (const start of pixels) {
    if (deepest[start]! > 0) continue;
    let [count, most] = [0, depth[start]!];
    const enter = (pixel: number) => {
      if (hole[pixel] !== 1 || deepest[pixel]! > 0) return;
      deepest[pixel] = 1;
      most = Math.max(most, depth[pixel]!);
      connected[count] = pixel;
      count += 1;
    };
    enter(start);
    for (let index = 0; index < count; index += 1) {
      const pixel = connected[index]!;
      const x = pixel % width;
      if (x > 0) enter(pixel - 1);
      if (x < width - 1) enter(pixel + 1);
      enter(pixel - width);
      enter(pixel + width);
    }
    for (let index = 0; index < count; index += 1) deepest[connected[index]!] = most;
  }
  return deepest;
}

const kernel = Float32Array.from({ length: taps + 1 }, (_, distance) => Math.exp(-(distance ** 2) / (2 * sigma ** 2)));

type Line = { readonly hole: Uint8Array; readonly channels: number; readonly step: number; readonly position: (pixel: number) => number; readonly length: number };

/** Along one axis, of what lies in the hole. */
function blurred(values: Float32Array, pixels: Int32Array, { hole, channels, step, position, length }: Line): Float32Array {
  const result = new Float32Array(values.length);
  for (const pixel of pixels) {
    const place = position(pixel);
    const [first, last] = [Math.max(-taps, -place), Math.min(taps, length - 1 - place)];
    let total = 0;
    for (let tap = first; tap <= last; tap += 1) {
      const from = pixel + tap * step;
      if (hole[from] !== 1) continue;
      const weight = kernel[Math.abs(tap)]!;
      total += weight;
      for (let channel = 0; channel < channels; channel += 1) result[pixel * channels + channel]! += weight * values[from * channels + channel]!;
    }
    for (let channel = 0; channel < channels; channel += 1) result[pixel * channels + channel]! /= total;
  }
  return result;
}
