/** @file Bytes of one grid at the places of another: their mean where it is coarser, between neighbours where it is finer. Pure. */

/** For each wanted pixel the first of the given ones and the weights of those from it on, which add up to 1. */
export type SampleTaps = readonly { readonly first: number; readonly weights: Float32Array }[];

/**
 * One side: `count` pixels from `origin` on, in units of the wanted grid; `pitch` given pixels each. A triangle that is
 * widened where the wanted grid is coarser. With a pitch of 1 and a whole origin values stay as they are.
 */
export function sampleTaps(count: number, origin: number, pitch: number, limit: number): SampleTaps {
  const reach = Math.max(1, pitch);
  return Array.from({ length: count }, (_, index) => {
    const centre = (origin + index + 0.5) * pitch - 0.5;
    const first = clamp(Math.floor(centre - reach) + 1, limit);
    const last = Math.max(first, clamp(Math.ceil(centre + reach) - 1, limit));
    const weights = Float32Array.from({ length: last - first + 1 }, (_tap, tap) => Math.max(0, 1 - Math.abs(first + tap - centre) / reach));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    // Beyond the border its last pixel counts.
    return sum === 0 ? { first, weights: Float32Array.of(1) } : { first, weights: weights.map((weight) => weight / sum) };
  });
}

const clamp = (value: number, limit: number): number => Math.min(limit - 1, Math.max(0, value));

/** `given` holds rows of `stride` bytes from row `firstRow` on. */
export function sampleGrid(given: Uint8Array, stride: number, firstRow: number, across: SampleTaps, down: SampleTaps): Uint8Array {
  const values = new Uint8Array(across.length * down.length);
  const line = new Float32Array(stride);
  const [firstColumn, endColumn] = [across[0]!.first, across.at(-1)!.first + across.at(-1)!.weights.length];
  let to = 0;
  for (const { first, weights } of down) {
    line.fill(0);
    for (let tap = 0; tap < weights.length; tap += 1) {
      const from = (first + tap - firstRow) * stride;
      const weight = weights[tap]!;
      if (weight > 0) for (let column = firstColumn; column < endColumn; column += 1) line[column]! += given[from + column]! * weight;
    }
    for (const column of across) {
      let sum = 0;
      for (let tap = 0; tap < column.weights.length; tap += 1) sum += line[column.first + tap]! * column.weights[tap]!;
      values[to] = Math.round(sum);
      to += 1;
    }
  }
  return values;
}
