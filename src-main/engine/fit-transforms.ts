/**
 * @file Finds the colour transforms that a generator stands for, from a small picture before and after it. Pure; runs in the
 * engine. See [Note: Local transforms] in local-transforms.ts.
 *
 * Around each pixel the transform is the least-squares fit of the result to the picture (the guided filter with a colour
 * guide: He, Sun and Tang, "Guided Image Filtering", 2013), held near a plain change of brightness where the surroundings
 * are too even to tell. What no transform explains is added at its place where it is strong, as lights are; weak
 * differences are texture that the generator drew.
 */
import { coefficientAt, coefficientCount, type LocalTransforms, sharedFloats } from './local-transforms.ts';
import type { SmallPicture } from './whole-picture.ts';

/** Pixels from the middle of a window to its border. */
const reach = 6;
/** Variance below which surroundings count as even: 12 of 255. */
const even = 0.002;
const [leastGain, mostGain] = [0.1, 4];
/** Differences up to the first are left out, those from the second are kept whole. */
const [faint, strong] = [0.03, 0.1];

/** `after` are planes of the same size as those of `small`, in [0, 1]. */
export function fitTransforms(small: SmallPicture, after: Float32Array): LocalTransforms {
  const { width, height } = small;
  const size = width * height;
  const before = croppedPlanes(small.planes, small);
  const result = croppedPlanes(after, small);
  const mean = (plane: Float32Array) => boxMean(plane, width, height);
  const product = (a: Float32Array, b: Float32Array) => mean(a.map((value, index) => value * b[index]!));
  const meanBefore = before.map(mean);
  const meanAfter = result.map(mean);
  const pairs = [0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => (b >= a ? product(before[a]!, before[b]!) : null)));
  const crossed = result.map((plane) => before.map((of) => product(of, plane)));

  const fitted = Array.from({ length: coefficientCount }, (_, index) => new Float32Array(index % 4 === 3 ? 0 : size));
  const covariance = new Float64Array(9);
  const inverse = new Float64Array(9);
  for (let pixel = 0; pixel < size; pixel += 1) {
    for (let a = 0; a < 3; a += 1) {
      for (let b = a; b < 3; b += 1) {
        const value = pairs[3 * a + b]![pixel]! - meanBefore[a]![pixel]! * meanBefore[b]![pixel]!;
        covariance[3 * a + b] = covariance[3 * b + a] = value;
      }
    }
    const gain = brightnessGain(meanBefore, meanAfter, pixel);
    invertSymmetric(covariance, even, inverse);
    for (let out = 0; out < 3; out += 1) {
      let offset = meanAfter[out]![pixel]!;
      for (let a = 0; a < 3; a += 1) {
        let share = a === out ? gain : 0;
        for (let b = 0; b < 3; b += 1) {
          const toExplain = crossed[out]![b]![pixel]! - meanBefore[b]![pixel]! * meanAfter[out]![pixel]! - gain * covariance[3 * b + out]!;
          share += inverse[3 * a + b]! * toExplain;
        }
        fitted[coefficientAt(a, out)]![pixel] = share;
        offset -= share * meanBefore[a]![pixel]!;
      }
      fitted[coefficientAt(3, out)]![pixel] = offset;
    }
  }
  const smooth = fitted.map((plane) => (plane.length > 0 ? mean(plane) : plane));
  return { width, height, guide: guideOf(before), coefficients: withStrongDifferences(smooth, before, result), inLight: false, exposure: 1 };
}

/** How many times brighter the surroundings become. */
function brightnessGain(before: readonly Float32Array[], after: readonly Float32Array[], pixel: number): number {
  const grey = (planes: readonly Float32Array[]) => planes[0]![pixel]! + planes[1]![pixel]! + planes[2]![pixel]!;
  return Math.min(mostGain, Math.max(leastGain, grey(after) / Math.max(grey(before), 1e-3)));
}

/** Of a symmetric 3 x 3 matrix with `ridge` added to its diagonal. */
export function invertSymmetric(m: Float64Array, ridge: number, result: Float64Array): void {
  const [a, b, c] = [m[0]! + ridge, m[1]!, m[2]!];
  const [d, e, f] = [m[4]! + ridge, m[5]!, m[8]! + ridge];
  const [ca, cb, cc] = [d * f - e * e, c * e - b * f, b * e - c * d];
  const scale = 1 / (a * ca + b * cb + c * cc);
  result.set([ca * scale, cb * scale, cc * scale, cb * scale, (a * f - c * c) * scale, (b * c - a * e) * scale, cc * scale, (b * c - a * e) * scale, (a * d - b * b) * scale]);
}

function withStrongDifferences(fitted: readonly Float32Array[], before: readonly Float32Array[], after: readonly Float32Array[]): Float32Array {
  const size = before[0]!.length;
  const coefficients = sharedFloats(coefficientCount * size);
  const differences = new Float64Array(3);
  for (let pixel = 0; pixel < size; pixel += 1) {
    for (let index = 0; index < coefficientCount; index += 1) if (index % 4 !== 3) coefficients[coefficientCount * pixel + index] = fitted[index]![pixel]!;
    for (let out = 0; out < 3; out += 1) {
      let made = fitted[coefficientAt(3, out)]![pixel]!;
      for (let a = 0; a < 3; a += 1) made += fitted[coefficientAt(a, out)]![pixel]! * before[a]![pixel]!;
      differences[out] = after[out]![pixel]! - made;
    }
    const most = Math.max(...differences.map(Math.abs));
    const along = Math.min(1, Math.max(0, (most - faint) / (strong - faint)));
    const kept = along * along * (3 - 2 * along);
    for (let out = 0; out < 3; out += 1) coefficients[coefficientCount * pixel + coefficientAt(3, out)]! += kept * differences[out]!;
  }
  return coefficients;
}

/** The planes without what was added to make their size fit. */
export function croppedPlanes(planes: Float32Array, { width, height, planeWidth, planeHeight }: Omit<SmallPicture, 'planes'>): Float32Array[] {
  const count = planes.length / (planeWidth * planeHeight);
  return Array.from({ length: count }, (_, channel) => {
    const plane = new Float32Array(width * height);
    const start = channel * planeWidth * planeHeight;
    for (let y = 0; y < height; y += 1) plane.set(planes.subarray(start + y * planeWidth, start + y * planeWidth + width), y * width);
    return plane;
  });
}

/** Red, green, blue and 0 of each pixel. */
export function guideOf(planes: readonly Float32Array[]): Float32Array {
  const result = sharedFloats(4 * planes[0]!.length);
  planes.forEach((plane, channel) => {
    for (let pixel = 0; pixel < plane.length; pixel += 1) result[4 * pixel + channel] = plane[pixel]!;
  });
  return result;
}

/** The mean of what lies in the picture of the square of `around` pixels around each pixel. */
export function boxMean(plane: Float32Array, width: number, height: number, around = reach): Float32Array {
  const across = new Float32Array(plane.length);
  for (let y = 0; y < height; y += 1) runningMean(plane, across, { start: y * width, step: 1, count: width, reach: around });
  const result = new Float32Array(plane.length);
  for (let x = 0; x < width; x += 1) runningMean(across, result, { start: x, step: width, count: height, reach: around });
  return result;
}

type Line = { readonly start: number; readonly step: number; readonly count: number; readonly reach: number };

function runningMean(from: Float32Array, to: Float32Array, { start, step, count, reach }: Line): void {
  let sum = 0;
  for (let index = 0; index < Math.min(reach, count); index += 1) sum += from[start + index * step]!;
  for (let index = 0; index < count; index += 1) {
    if (index + reach < count) sum += from[start + (index + reach) * step]!;
    if (index > reach) sum -= from[start + (index - reach - 1) * step]!;
    to[start + index * step] = sum / (Math.min(count - 1, index + reach) - Math.max(0, index - reach) + 1);
  }
}
