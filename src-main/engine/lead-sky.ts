/**
 * @file Leads the sky of a day that was made of a night up to what stands before it. Pure; runs in the engine.
 *
 * Where a black sky ends is hard to tell, so the network leaves dark rims in it around what was lit. What is found as sky
 * in the day, and what is near it and looked as it did by night, takes the transforms of the brightest sky around there.
 * Skies of an evening, which are not black, stay as the network has them.
 */
import { lumaOf } from '../../src-shared/luma.ts';
import { around, cellsOf, ramp, type Size } from './light-cells.ts';
import { coefficientCount, type LocalTransforms, toLight, toStored } from './local-transforms.ts';
import { skyIn } from './settle-light.ts';
import { averaged, blend, inCells } from './transform-cells.ts';
import type { SmallPicture } from './whole-picture.ts';

/** Brightness by night, as stored, up to which a sky is black, and from which it is an evening's. */
const [black, evening] = [0.14, 0.26];
/** Distance in stored colour from the night's sky around there up to which a pixel is sky, and from which it is not, in parts of that sky's brightness and a little. */
const [alike, unlike, little] = [0.2, 0.45, 0.02];
/** How far a sky is led on, as a share of the longer side, and from which share of that on it fades. */
const [farthest, fading] = [0.05, 0.7];
/** Squares by which it is averaged, over so many of them, and from farther off where there are few. */
const [side, reach, farther] = [8, 6, 4];
/** Of what is found as sky, the least that is sky for sure. */
const sure = 0.9;

/** Changes the coefficients in place. */
export function leadSky(transforms: LocalTransforms): void {
  const sky = skyIn(dayOf(transforms));
  const cells = cellsOf(transforms, side);
  // Squared, so that rims, which are dark, hardly count.
  const { means, shares, weights } = inCells(transforms, sky, cells, (shining) => (shining + 1e-3) ** 2);
  const pure = shares.map((share, index) => (share > sure ? weights[index]! : 0));
  if (pure.every((weight) => weight === 0)) return;
  blend(transforms, averaged(means, pure, cells, reach, farther), blackSky(transforms, sky), cells);
}

/** What the transforms make of the small picture. */
function dayOf({ width, height, guide, coefficients }: LocalTransforms): SmallPicture {
  const plane = width * height;
  const planes = new Float32Array(3 * plane);
  for (let pixel = 0, at = 0; pixel < plane; pixel += 1, at += coefficientCount) {
    const red = toLight(guide[4 * pixel]!);
    const green = toLight(guide[4 * pixel + 1]!);
    const blue = toLight(guide[4 * pixel + 2]!);
    for (let channel = 0; channel < 3; channel += 1) {
      const light = coefficients[at + channel]! * red + coefficients[at + 4 + channel]! * green + coefficients[at + 8 + channel]! * blue + coefficients[at + 12 + channel]!;
      planes[channel * plane + pixel] = Math.min(1, toStored(light));
    }
  }
  return { width, height, planeWidth: width, planeHeight: height, planes };
}

/** How much of each pixel is a black sky: like one by night, and no farther from what is found as sky by day than a sky is led on. */
function blackSky({ width, height, guide }: LocalTransforms, sky: Float32Array): Float32Array {
  const size = { width, height };
  const most = Math.round(farthest * Math.max(width, height));
  const found = sky.map((share) => (share > sure ? 1 : 0));
  const night = [0, 1, 2].map((channel) => sky.map((_, pixel) => guide[4 * pixel + channel]!));
  const [red, green, blue] = night.map((map) => around(map, size, 1)) as [Float32Array, Float32Array, Float32Array];
  const weights = around(found, size, most);
  const [skyRed, skyGreen, skyBlue] = night.map((map) => around(map.map((value, pixel) => value * found[pixel]!), size, most)) as [Float32Array, Float32Array, Float32Array];
  const like = weights.map((weight, pixel) => {
    if (weight < 1e-4) return 0;
    const [r, g, b] = [skyRed[pixel]! / weight, skyGreen[pixel]! / weight, skyBlue[pixel]! / weight];
    const distance = Math.hypot(red[pixel]! - r, green[pixel]! - g, blue[pixel]! - b) / (lumaOf(r, g, b) + little);
    return (1 - ramp(distance, alike, unlike)) * (1 - ramp(lumaOf(red[pixel]!, green[pixel]!, blue[pixel]!), black, evening));
  });
  const steps = stepsFrom(found, like, size, most);
  return around(like.map((share, pixel) => share * (1 - ramp(steps[pixel]! / most, fading, 1))), size, 1);
}

/** From pixels of `found` over such as are more `like` than not; Infinity where that takes more than `most`. */
function stepsFrom(found: Float32Array, like: Float32Array, { width, height }: Size, most: number): Float32Array {
  const steps = Float32Array.from(found, (share) => (share === 1 ? 0 : Infinity));
  let border = [...found.keys()].filter((pixel) => found[pixel] === 1);
  for (let step = 1; step <= most; step += 1) {
    const next: number[] = [];
    const visit = (pixel: number) => {
      if (steps[pixel] !== Infinity || like[pixel]! < 0.5) return;
      steps[pixel] = step;
      next.push(pixel);
    };
    for (const pixel of border) {
      const x = pixel % width;
      if (x > 0) visit(pixel - 1);
      if (x < width - 1) visit(pixel + 1);
      if (pixel >= width) visit(pixel - width);
      if (pixel < width * (height - 1)) visit(pixel + width);
    }
    border = next;
  }
  return steps;
}
