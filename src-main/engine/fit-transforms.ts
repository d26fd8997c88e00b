/**
 * @file Finds the colour transforms that a generator stands for, from a small picture before and after it. Pure; runs in the
 * engine. See [Note: Local transforms] in local-transforms.ts.
 *
 * Around each pixel the transform is the least-squares fit of the result to the picture (the guided filter with a colour
 * guide: He, Sun and Tang, "Guided Image Filtering", 2013), held near a plain change of brightness where the surroundings
 * are too even to tell. What no transform explains is added at its place where it is strong, as lights are; weak
 * differences are texture that the generator drew.
 */
import { createKernel, firstPlace, layOut } from './kernels/kernel.ts';
import { coefficientCount, type LocalTransforms, sharedFloats } from './local-transforms.ts';
import type { SmallPicture } from './whole-picture.ts';

/** Pixels from the middle of a window to its border. */
const reach = 6;
/** Rows of fits that are kept: what comes into a mean and what leaves it. */
const keptRows = 2 * reach + 2;
/** Numbers that a pixel of a column adds to sums of fits; see local-fit.as. */
const fitNumbers = 28;
const [pixelBytes, transformBytes] = [16, 4 * coefficientCount];

/** `after` are planes of the same size as those of `small`, in [0, 1]. */
export function fitTransforms(small: SmallPicture, after: Float32Array): LocalTransforms {
  const { width, height } = small;
  const guide = guideOf(croppedPlanes(small.planes, small));
  const kernel = createKernel<'moveFitRow' | 'fitRow' | 'moveTransformRow' | 'smoothRow'>('local-fit');
  const sizes = { before: guide.byteLength, after: guide.byteLength, fitColumns: 4 * fitNumbers * width, columns: transformBytes * width, sums: 4 * fitNumbers, fitted: keptRows * transformBytes * width, result: transformBytes * width };
  const { places: at } = layOut(kernel, sizes, firstPlace);
  const floats = (place: number, count: number) => new Float32Array(kernel.memory.buffer, place, count);
  floats(at.before, guide.length).set(guide);
  floats(at.after, guide.length).set(guideOf(croppedPlanes(after, small)));
  const line = (place: number, y: number) => place + pixelBytes * width * y;
  const fitted = (y: number) => at.fitted + transformBytes * width * (y % keptRows);
  const moveFits = (y: number, sign: number) => y >= 0 && y < height && kernel.moveFitRow(line(at.before, y), line(at.after, y), width, at.fitColumns, sign);
  const moveTransforms = (y: number, sign: number) => y >= 0 && y < height && kernel.moveTransformRow(fitted(y), width, at.columns, sign);
  const rowsAround = (y: number) => Math.min(height - 1, y + reach) - Math.max(0, y - reach) + 1;
  const coefficients = sharedFloats(coefficientCount * width * height);

  for (let y = -reach; y < height + reach; y += 1) {
    moveFits(y + reach, 1);
    if (y >= 0 && y < height) {
      moveFits(y - reach - 1, -1);
      kernel.fitRow(at.fitColumns, width, reach, rowsAround(y), at.sums, fitted(y));
    }
    moveTransforms(y, 1);
    const middle = y - reach;
    if (middle < 0) continue;
    moveTransforms(middle - reach - 1, -1);
    kernel.smoothRow(at.columns, width, reach, rowsAround(middle), at.sums, line(at.before, middle), line(at.after, middle), at.result);
    coefficients.set(floats(at.result, coefficientCount * width), coefficientCount * width * middle);
  }
  return { width, height, guide, coefficients, inLight: false, exposure: 1 };
}

/** Of a symmetric 3 x 3 matrix with `ridge` added to its diagonal. */
export function invertSymmetric(m: Float64Array, ridge: number, result: Float64Array): void {
  const [a, b, c] = [m[0]! + ridge, m[1]!, m[2]!];
  const [d, e, f] = [m[4]! + ridge, m[5]!, m[8]! + ridge];
  const [ca, cb, cc] = [d * f - e * e, c * e - b * f, b * e - c * d];
  const scale = 1 / (a * ca + b * cb + c * cc);
  result.set([ca * scale, cb * scale, cc * scale, cb * scale, (a * f - c * c) * scale, (b * c - a * e) * scale, cc * scale, (b * c - a * e) * scale, (a * d - b * b) * scale]);
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
