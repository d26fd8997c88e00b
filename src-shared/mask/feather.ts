/**
 * @file Blurs a mask like a Gaussian, at a cost that does not depend on its width: four extended box filters (Gwosdek,
 * Grewenig, Bruhn and Weickert, "Theoretical foundations of Gaussian convolution by extended box filtering", 2011). Pure.
 */
const passes = 4;

/** A box of 2 `reach` + 1 full weights and one of `rim` at each end, all times `weight`. */
type Box = { readonly reach: number; readonly rim: number; readonly weight: number };

function boxFor(deviation: number): Box {
  const variance = (deviation * deviation) / passes;
  const reach = Math.floor((Math.sqrt(1 + 12 * variance) - 1) / 2);
  const rim = ((2 * reach + 1) * (reach * (reach + 1) - 3 * variance)) / (6 * (variance - (reach + 1) ** 2));
  return { reach, rim, weight: 1 / (2 * reach + 1 + 2 * rim) };
}

/** Pixels on each side that a pixel depends on. */
export const featherReach = (deviation: number): number => (deviation === 0 ? 0 : passes * (boxFor(deviation).reach + 1));

/** `deviation` is in pixels; values beyond the border are those at it. */
export function feather(values: Uint8Array, width: number, deviation: number): void {
  if (deviation === 0 || isConstant(values)) return;
  const box = boxFor(deviation);
  const from = Float32Array.from(values);
  const to = new Float32Array(values.length);
  for (let pass = 0; pass < passes; pass += 1) {
    filterRows(from, to, width, box);
    filterColumns(to, from, width, box);
  }
  for (let at = 0; at < values.length; at += 1) values[at] = Math.round(Math.min(255, Math.max(0, from[at]!)));
}

const isConstant = (values: Uint8Array): boolean => values.every((value) => value === values[0]);

function filterRows(from: Float32Array, to: Float32Array, width: number, { reach, rim, weight }: Box): void {
  for (let start = 0; start < from.length; start += width) {
    const at = (x: number) => from[start + Math.min(width - 1, Math.max(0, x))]!;
    let sum = 0;
    for (let x = -reach; x <= reach; x += 1) sum += at(x);
    for (let x = 0; x < width; x += 1) {
      const [before, after] = [at(x - reach - 1), at(x + reach + 1)];
      to[start + x] = weight * (sum + rim * (before + after));
      sum += after - at(x - reach);
    }
  }
}

function filterColumns(from: Float32Array, to: Float32Array, width: number, { reach, rim, weight }: Box): void {
  const height = from.length / width;
  const row = (y: number) => Math.min(height - 1, Math.max(0, y)) * width;
  const sums = new Float64Array(width);
  for (let y = -reach; y <= reach; y += 1) for (let x = 0, at = row(y); x < width; x += 1, at += 1) sums[x]! += from[at]!;
  for (let y = 0; y < height; y += 1) {
    const [before, after, oldest] = [row(y - reach - 1), row(y + reach + 1), row(y - reach)];
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      to[at] = weight * (sums[x]! + rim * (from[before + x]! + from[after + x]!));
      sums[x]! += from[after + x]! - from[oldest + x]!;
    }
  }
}
