/** @file How alike generated pictures are, to each other and to what they were made from. Pure. */
import type { Picture } from './data/picture.ts';

/** Mean absolute difference of the samples of two pictures of one size, as a share of the full range. */
export function pictureDistance(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height) throw new Error(`expected pictures of one size, got ${a.width} x ${a.height} and ${b.width} x ${b.height}`);
  let sum = 0;
  for (let index = 0; index < a.samples.length; index++) sum += Math.abs(a.samples[index]! - b.samples[index]!);
  return sum / (a.samples.length * 255);
}

/** Correlation of the brightness of two pictures of one size, -1 to 1; 0 where one of them is plain. */
export function likeness(a: Picture, b: Picture): number {
  const [first, second] = [centredBrightness(a), centredBrightness(b)];
  const product = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, index) => sum + value * y[index]!, 0);
  const norms = Math.sqrt(product(first, first) * product(second, second));
  return norms === 0 ? 0 : product(first, second) / norms;
}

function centredBrightness({ width, height, samples }: Picture): Float64Array {
  const brightness = Float64Array.from({ length: width * height }, (_, pixel) => samples[3 * pixel]! + samples[3 * pixel + 1]! + samples[3 * pixel + 2]!);
  const mean = brightness.reduce((sum, value) => sum + value, 0) / brightness.length;
  return brightness.map((value) => value - mean);
}

/**
 * Mean distance between the outputs for different inputs, relative to that between the inputs: near 0 where a generator
 * has collapsed to one picture. 1 where inputs do not differ.
 */
export function diversity(inputs: readonly Picture[], outputs: readonly Picture[]): number {
  const between = (pictures: readonly Picture[]) =>
    pictures.flatMap((first, index) => pictures.slice(index + 1).map((second) => pictureDistance(first, second))).reduce((sum, distance) => sum + distance, 0);
  const base = between(inputs);
  return base === 0 ? 1 : between(outputs) / base;
}
