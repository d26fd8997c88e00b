/** @file Colour transforms of a small picture averaged by squares, and laid over its pixels again. Pure; runs in the engine. */
import { around, type Cells } from './light-cells.ts';
import { coefficientCount, type LocalTransforms, neighbours } from './local-transforms.ts';

/** Red, green and blue of the four columns of a transform; the fourth row is nothing. */
export const used = [0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14] as const;
/** Those twelve and the day's light of a cell. */
export const numbers = used.length + 3;

/** `means` has `numbers` for each cell, of its pixels weighed by how they shine; `shares` how much of it `map` is, `weights` what a pixel weighed. */
export function inCells({ width, height, guide, coefficients }: LocalTransforms, map: Float32Array, cells: Cells, weigh: (shining: number) => number) {
  const count = cells.width * cells.height;
  const [means, shares, weights, pixels] = [new Float32Array(numbers * count), new Float32Array(count), new Float32Array(count), new Float32Array(count)];
  for (let y = 0, pixel = 0; y < height; y += 1) {
    const row = Math.floor(y / cells.side) * cells.width;
    for (let x = 0; x < width; x += 1, pixel += 1) {
      const to = row + Math.floor(x / cells.side);
      pixels[to]! += 1;
      const share = map[pixel]!;
      if (share < leastShare) continue;
      const at = coefficientCount * pixel;
      // One by one: taking lists apart costs much until the loop is compiled, which most jobs do not live to see.
      const red = toLightNearly(guide[4 * pixel]!);
      const green = toLightNearly(guide[4 * pixel + 1]!);
      const blue = toLightNearly(guide[4 * pixel + 2]!);
      const weight = share * weigh(Math.max(0, coefficients[at + 1]! * red + coefficients[at + 5]! * green + coefficients[at + 9]! * blue + coefficients[at + 13]!));
      const first = numbers * to;
      for (let index = 0; index < used.length; index += 1) means[first + index]! += weight * coefficients[at + used[index]!]!;
      means[first + 12]! += weight * red;
      means[first + 13]! += weight * green;
      means[first + 14]! += weight * blue;
      weights[to]! += weight;
      shares[to]! += share;
    }
  }
  for (let to = 0; to < count; to += 1) {
    weights[to]! /= pixels[to]! + 1e-9;
    shares[to]! /= pixels[to]!;
    for (let index = 0; index < numbers; index += 1) means[numbers * to + index]! /= pixels[to]! * weights[to]! + 1e-9;
  }
  return { means, shares, weights };
}

const leastShare = 0.004;

/** As `toLight` of local-transforms.ts, near enough to weigh by. */
const toLightNearly = (stored: number): number => stored * stored;

/** Weighted means around each cell, from `beyond` times as far where there is little weight near by. */
export function averaged(means: Float32Array, weights: Float32Array, cells: Cells, reach: number, beyond: number): Float32Array {
  const least = 1e-3 * weights.reduce((most, weight) => Math.max(most, weight), 1e-6);
  const [near, far] = [around(weights, cells, reach), beyond > 1 ? around(weights, cells, beyond * reach) : null];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const result = new Float32Array(means.length);
  for (let number = 0; number < numbers; number += 1) {
    const weighted = weights.map((weight, index) => weight * means[numbers * index + number]!);
    const overall = total > 0 ? weighted.reduce((sum, value) => sum + value, 0) / total : 0;
    const nearSums = around(weighted, cells, reach);
    const farSums = far && around(weighted, cells, beyond * reach);
    for (let index = 0; index < weights.length; index += 1) {
      const distant = far && farSums ? (farSums[index]! + least * overall) / (far[index]! + least) : overall;
      result[numbers * index + number] = (nearSums[index]! + 10 * least * distant) / (near[index]! + 10 * least);
    }
  }
  return result;
}

/** Mixes the field into the coefficients, as much of it as `map` tells. */
export function blend({ width, height, coefficients }: LocalTransforms, field: Float32Array, map: Float32Array, cells: Cells): void {
  const across = neighbours(width, 0, cells.width * cells.side, cells.width);
  const down = neighbours(height, 0, cells.height * cells.side, cells.height);
  for (let y = 0, pixel = 0; y < height; y += 1) {
    const [above, below, lower] = [down.before[y]! * cells.width, down.after[y]! * cells.width, down.share[y]!];
    for (let x = 0; x < width; x += 1, pixel += 1) {
      const share = map[pixel]!;
      if (share < leastShare) continue;
      const left = across.before[x]!;
      const right = across.after[x]!;
      const further = across.share[x]!;
      const a = numbers * (above + left);
      const b = numbers * (above + right);
      const c = numbers * (below + left);
      const d = numbers * (below + right);
      for (let index = 0; index < used.length; index += 1) {
        const upper = field[a + index]! * (1 - further) + field[b + index]! * further;
        const under = field[c + index]! * (1 - further) + field[d + index]! * further;
        const at = coefficientCount * pixel + used[index]!;
        coefficients[at]! += share * (upper + (under - upper) * lower - coefficients[at]!);
      }
    }
  }
}
