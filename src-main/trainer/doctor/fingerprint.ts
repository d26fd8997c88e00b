/**
 * @file A few numbers by which pictures are compared without looking at them again: a hash of the looks, and histograms
 * of brightness and colour. Pure.
 */
import { lumaAt } from '../../../src-shared/luma.ts';
import { colours, type Picture } from '../data/picture.ts';
import { resample } from '../data/resample.ts';

/** The upper and the lower four rows of places, 32 bits each. */
export type Looks = readonly [upper: number, lower: number];

export type Fingerprint = {
  /** One bit for each of 8 x 8 places: whether brightness rises to the right (dHash, Krawetz 2013). */
  readonly looks: Looks;
  /** Shares of the pixels, adding up to 1. */
  readonly brightness: readonly number[];
  readonly colour: readonly number[];
  /** 0 to 1. */
  readonly meanBrightness: number;
  /** Standard deviation of the brightness, 0 to 1: near 0 for a plain picture, whose `looks` mean nothing. */
  readonly contrast: number;
};

const brightnessBins = 32;
/** For each of red, green and blue. */
const colourBins = 4;
/** Long side of the copy that the histograms are made from. */
const smallSide = 64;
const hashSide = 8;

export function fingerprint(picture: Picture): Fingerprint {
  const shrink = Math.min(1, smallSide / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * shrink))) as [number, number];
  const small = resample(picture, width, height, 'bicubic');
  const lumas = lumasOf(small);
  const mean = lumas.reduce((sum, luma) => sum + luma, 0) / lumas.length;
  const variance = lumas.reduce((sum, luma) => sum + (luma - mean) ** 2, 0) / lumas.length;
  return {
    looks: differenceHash(small),
    brightness: shares(Uint8Array.from(lumas, (luma) => binOf(luma, brightnessBins)), brightnessBins),
    colour: shares(colourPlaces(small), colourBins ** 3),
    meanBrightness: mean / 255,
    contrast: Math.sqrt(variance) / 255,
  };
}

function lumasOf({ width, height, samples }: Picture): Float64Array {
  const lumas = new Float64Array(width * height);
  for (let pixel = 0, at = 0; pixel < lumas.length; pixel += 1, at += colours) lumas[pixel] = lumaAt(samples, at);
  return lumas;
}

const binOf = (sample: number, bins: number): number => Math.min(bins - 1, Math.floor((sample * bins) / 256));

function colourPlaces({ width, height, samples }: Picture): Uint8Array {
  const places = new Uint8Array(width * height);
  const bin = (at: number) => binOf(samples[at]!, colourBins);
  for (let pixel = 0, at = 0; pixel < places.length; pixel += 1, at += colours) places[pixel] = (bin(at) * colourBins + bin(at + 1)) * colourBins + bin(at + 2);
  return places;
}

function shares(places: Uint8Array, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const place of places) counts[place]! += 1;
  return counts.map((count) => count / places.length);
}

function differenceHash(picture: Picture): Looks {
  const lumas = lumasOf(resample(picture, hashSide + 1, hashSide, 'bicubic'));
  const half = (firstRow: number) => {
    let bits = 0;
    for (let row = firstRow; row < firstRow + hashSide / 2; row++) {
      for (let column = 0; column < hashSide; column++) {
        const at = row * (hashSide + 1) + column;
        bits = (bits << 1) | (lumas[at + 1]! > lumas[at]! ? 1 : 0);
      }
    }
    return bits;
  };
  return [half(0), half(hashSide / 2)];
}

/** Places at which two looks differ, 0 to 64; their halves one by one, so that millions of pairs make nothing on the way. */
export const looksDistance = (upperA: number, lowerA: number, upperB: number, lowerB: number): number => countBits(upperA ^ upperB) + countBits(lowerA ^ lowerB);

/** Of 32 bits, added up in pairs, fours and bytes (Warren, Hacker's Delight, 5-1). */
function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
