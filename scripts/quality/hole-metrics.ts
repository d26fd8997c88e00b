/**
 * @file How far a fill is from what was there. Pure.
 *
 * Texture distance: after the structural texture similarity of Zujovic, Pappas and Neuhoff (2013). In windows of 9 x 9 pixels
 * over the hole, at three sizes, the energy of differences to the neighbour in four directions is compared with the
 * original's: 0 where it is the same, 1 where one has texture and the other has none. It asks whether the right kind of
 * detail is there, not whether each hair lies where it lay, which no fill can know and an eye does not mind; a blur, which
 * PSNR likes, costs most.
 *
 * Gradient distance: 1 minus the gradient magnitude similarity of Xue et al. (2014), at half size as they have it: detail in
 * its place.
 */
import { lumaAt } from '../../src-shared/luma.ts';

export type Interleaved = { readonly width: number; readonly height: number; /** RGB, 0 to 255. */ readonly values: Float32Array };
export type HoleQuality = { readonly psnr: number; readonly texture: number; readonly gradient: number };

type Plane = { readonly width: number; readonly height: number; readonly values: Float32Array };

export function compareHoles(filled: Interleaved, truth: Interleaved, hole: Uint8Array): HoleQuality {
  const [a, b] = [luma(filled), luma(truth)];
  return { psnr: psnr(filled, truth, hole), texture: textureDistance(a, b, { ...a, values: Float32Array.from(hole) }), gradient: gradientDistance(a, b, hole) };
}

function psnr(filled: Interleaved, truth: Interleaved, hole: Uint8Array): number {
  let [sum, count] = [0, 0];
  hole.forEach((inside, pixel) => {
    if (inside === 0) return;
    for (let at = pixel * 3; at < pixel * 3 + 3; at += 1, count += 1) sum += (Math.min(255, Math.max(0, Math.round(filled.values[at]!))) - truth.values[at]!) ** 2;
  });
  return 10 * Math.log10(255 ** 2 / (sum / count));
}

function luma({ width, height, values }: Interleaved): Plane {
  return { width, height, values: Float32Array.from({ length: width * height }, (_, pixel) => lumaAt(values, pixel * 3)) };
}

function halved({ width, height, values }: Plane): Plane {
  const [columns, rows] = [width >> 1, height >> 1];
  const at = (x: number, y: number) => values[y * width + x]!;
  const mean = (x: number, y: number) => (at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1)) / 4;
  return { width: columns, height: rows, values: Float32Array.from({ length: columns * rows }, (_, pixel) => mean(pixel % columns, Math.floor(pixel / columns))) };
}

const windowReach = 4;
/** Keeps noise of a grey level or two from counting in plain areas. */
const textureFloor = 20;

function textureDistance(a: Plane, b: Plane, hole: Plane): number {
  let [sum, count] = [0, 0];
  for (let scale = 0; scale < 3; scale += 1) {
    const { width, height } = a;
    for (const step of [1, width, width + 1, width - 1]) {
      const [energyA, energyB] = [energySums(a, step), energySums(b, step)];
      for (let y = windowReach; y < height - windowReach; y += 2) {
        for (let x = windowReach; x < width - windowReach; x += 2) {
          if (hole.values[y * width + x]! < 0.5) continue;
          const [inA, inB] = [windowMean(energyA, width, x, y), windowMean(energyB, width, x, y)];
          sum += 1 - (2 * Math.sqrt(inA * inB) + textureFloor) / (inA + inB + textureFloor);
          count += 1;
        }
      }
    }
    [a, b, hole] = [halved(a), halved(b), halved(hole)];
  }
  return sum / count;
}

/** Sums from the upper left corner of squared differences to the pixel `step` further on. */
function energySums({ width, height, values }: Plane, step: number): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0, row = 0; x < width; x += 1) {
      const pixel = y * width + x;
      row += (values[pixel]! - (values[pixel + step] ?? values[pixel]!)) ** 2;
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  }
  return sums;
}

function windowMean(sums: Float64Array, width: number, x: number, y: number): number {
  const at = (column: number, row: number) => sums[row * (width + 1) + column]!;
  const [left, right, top, bottom] = [x - windowReach, x + windowReach + 1, y - windowReach, y + windowReach + 1];
  return Math.max(0, at(right, bottom) - at(right, top) - at(left, bottom) + at(left, top)) / (2 * windowReach + 1) ** 2;
}

/** Xue et al. 2014. */
const gradientFloor = 170;

function gradientDistance(a: Plane, b: Plane, hole: Uint8Array): number {
  const [smallA, smallB] = [halved(a), halved(b)];
  const { width, height } = smallA;
  let [sum, count] = [0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      if (hole[2 * y * a.width + 2 * x] === 0) continue;
      const [inA, inB] = [gradient(smallA, y * width + x), gradient(smallB, y * width + x)];
      sum += 1 - (2 * inA * inB + gradientFloor) / (inA ** 2 + inB ** 2 + gradientFloor);
      count += 1;
    }
  }
  return sum / count;
}

/** Prewitt. */
function gradient({ width, values }: Plane, pixel: number): number {
  const side = (middle: number, step: number) => values[middle - step]! + values[middle]! + values[middle + step]!;
  const across = side(pixel + 1, width) - side(pixel - 1, width);
  const down = side(pixel + width, 1) - side(pixel - width, 1);
  return Math.hypot(across, down) / 3;
}
