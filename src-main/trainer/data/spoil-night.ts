/**
 * @file Makes what was made of a day more like nights are found: exposed too briefly, in the colours of their lamps, with
 * lamps that dazzle, the glow of a town in the sky, noise and the blocks of JPEG; trainer process. What is drawn depends on
 * the random state alone.
 */
import { throughJpeg } from '../../image-io/jpeg-round-trip.ts';
import type { Random } from '../random.ts';
import { colours, type Picture } from './picture.ts';

const exponent = 2.2;
/** Stops by which light is taken away, at most, and given. */
const [darkestStops, brightestStops] = [-3, 0.7];
/** How often what is bright is the day's own light, as at dusk. */
const duskShare = 0.45;
/** Stops by which a dusk is darker than its day. */
const [duskLeast, duskMost] = [0, 5.5];
/** How often a dusk has the glow of the sun in it. */
const sunShare = 0.3;
const mostLamps = 12;
/** Colours of lamps as light: sodium, warm white, white, mercury. */
const lampColours = [
  [1, 0.55, 0.15],
  [1, 0.8, 0.5],
  [1, 0.97, 0.9],
  [0.7, 1, 0.85],
] as const;
const sunColour = [1, 0.6, 0.25] as const;
/** How often there is no noise, no JPEG, no glow. */
const spared = 0.3;
const strongestNoise = 9;

/** `night` was made of `day`; both are of one size. Now and then it is the day itself that is darkened. */
export async function spoilNight(night: Picture, day: Picture, random: Random): Promise<Picture> {
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const dusk = random.uniform() < duskShare;
  const { width, height, samples } = dusk ? day : night;
  const stops = dusk ? -between(duskLeast, duskMost) : between(darkestStops, brightestStops);
  const cast = lampColours[random.integer(lampColours.length)]!;
  const castShare = random.uniform() ** 2;
  const gains = Array.from({ length: colours }, (_, channel) => 2 ** stops * Math.exp(0.12 * random.normal()) * (1 - castShare + castShare * cast[channel]!));
  const light = Float32Array.from(samples, (sample, index) => gains[index % colours]! * (sample / 255) ** exponent);
  if (dusk) twilight(light, { width, height }, random);
  if (random.uniform() > spared) glow(light, { width, height }, random);
  const lamps = Math.floor((mostLamps + 1) * random.uniform() ** 2);
  for (let lamp = 0; lamp < lamps; lamp++) shine(light, { width, height }, random);

  const noise = random.uniform() < spared ? 0 : strongestNoise * random.uniform() ** 2;
  const black = 0.012 * random.uniform() ** 2;
  const spoilt = new Uint8ClampedArray(light.length);
  for (let index = 0; index < light.length; index++) spoilt[index] = 255 * Math.max(0, light[index]! - black * 0.1) ** (1 / exponent) + (noise > 0 ? noise * random.normal() : 0);
  const picture = { width, height, samples: new Uint8Array(spoilt.buffer) };
  if (random.uniform() < spared) return picture;
  return throughJpeg(picture, { quality: 40 + random.integer(56), chroma: random.integer(2) === 1 ? '4:2:0' : '4:4:4' });
}

type Size = { readonly width: number; readonly height: number };

/** Light that changes from the top to the bottom, bluer to redder, and now and then the glow around a sun that is low. */
function twilight(light: Float32Array, { width, height }: Size, random: Random): void {
  const tints = [1, -1].map((side) => [-0.35, -0.05, 0.35].map((bluer) => side * bluer * random.uniform() + 0.25 * random.normal()));
  const sun = random.uniform() < sunShare ? 0.7 * random.uniform() : 0;
  const [centreX, centreY] = [random.uniform() * width, (0.2 + 0.5 * random.uniform()) * height];
  const reach = (0.1 + 0.3 * random.uniform()) * width;
  for (let y = 0, at = 0; y < height; y++) {
    const tint = tints[0]!.map((top, channel) => Math.exp(top + ((tints[1]![channel]! - top) * y) / height));
    for (let x = 0; x < width; x++) {
      const glowing = sun === 0 ? 0 : sun * Math.exp(-Math.hypot(x - centreX, y - centreY) / reach);
      for (let channel = 0; channel < colours; channel++, at++) light[at] = light[at]! * tint[channel]! + glowing * sunColour[channel]!;
    }
  }
}

/** Light of a town on haze: added everywhere, more towards one edge. */
function glow(light: Float32Array, { width, height }: Size, random: Random): void {
  const strength = 0.06 * random.uniform() ** 2;
  const [across, down] = [random.normal(), random.normal()];
  const colour = Array.from({ length: colours }, () => 0.4 + random.uniform());
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = strength / (1 + Math.exp(-2 * (across * (x / width - 0.5) + down * (y / height - 0.5))));
      for (let channel = 0; channel < colours; channel++, at++) light[at]! += here * colour[channel]!;
    }
  }
}

/** A lamp: a bright disc that dazzles the camera around it. */
function shine(light: Float32Array, { width, height }: Size, random: Random): void {
  const [centreX, centreY] = [random.uniform() * width, random.uniform() * height];
  const radius = 0.5 + 2.5 * random.uniform() ** 2;
  const dazzled = radius * (2 + 6 * random.uniform());
  const haze = 0.25 * random.uniform() ** 2;
  const colour = lampColours[random.integer(lampColours.length)]!;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += colours) {
      const distance = Math.hypot(x - centreX, y - centreY);
      const here = 1.5 / (1 + Math.exp(4 * (distance - radius))) + haze * Math.exp(-distance / dazzled);
      if (here < 1e-4) continue;
      for (let channel = 0; channel < colours; channel++) light[at + channel]! += here * colour[channel]!;
    }
  }
}
