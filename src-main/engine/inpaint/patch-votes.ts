/** @file What the patches that cover a pixel of the hole say about it. Pure. */
import { describePixel, type PatchField, reach } from './nearest-field.ts';

/** Costs up to which patches are believed, as a multiple of the cost that three in four stay below (Newson et al. 2014). */
const tolerance = 4;
const sampled = 1024;
/** How much the squared distance from a patch's middle counts against it. */
const rimPenalty = 0.1;

/** Every pixel of the hole becomes the mean of what its patches have there, good and trusted ones counting more. */
export function voteMean(field: PatchField, pixels: Int32Array): void {
  const { picture, targets, match, cost, trust } = field;
  const { width, channels, values, hole } = picture;
  const sums = new Float32Array(values.length);
  const weights = new Float32Array(hole.length);
  const spread = 2 * tolerance * Math.max(1, upperQuartile(field));
  for (const target of targets) {
    const weight = Math.exp(-cost[target]! / spread) * trust[target]!;
    const shift = match[target]! - target;
    for (let row = -reach; row <= reach; row += 1) {
      for (let pixel = target + row * width - reach; pixel <= target + row * width + reach; pixel += 1) {
        if (hole[pixel] !== 1) continue;
        weights[pixel]! += weight;
        for (let to = pixel * channels, from = (pixel + shift) * channels; to < (pixel + 1) * channels; to += 1, from += 1) sums[to]! += weight * values[from]!;
      }
    }
  }
  for (const pixel of pixels) {
    const weight = weights[pixel]!;
    if (weight === 0) continue;
    for (let at = pixel * channels; at < (pixel + 1) * channels; at += 1) values[at] = sums[at]! / weight;
    describePixel(field, pixel);
  }
}

function upperQuartile({ targets, cost }: PatchField): number {
  const step = Math.max(1, Math.floor(targets.length / sampled));
  const costs: number[] = [];
  for (let index = 0; index < targets.length; index += step) costs.push(cost[targets[index]!]!);
  return costs.sort((a, b) => a - b)[Math.floor(costs.length * 0.75)]!;
}

/** For every pixel of the hole where the best of its patches has it, by pixel; -1 elsewhere. */
export function bestSources({ picture, targets, match, cost }: PatchField): Int32Array {
  const { width, hole } = picture;
  const lowest = new Float32Array(hole.length).fill(Infinity);
  const from = new Int32Array(hole.length).fill(-1);
  for (const target of targets) {
    for (let row = -reach; row <= reach; row += 1) {
      for (let column = -reach; column <= reach; column += 1) {
        const pixel = target + row * width + column;
        const penalised = cost[target]! * (1 + rimPenalty * (row * row + column * column));
        if (hole[pixel] !== 1 || penalised >= lowest[pixel]!) continue;
        lowest[pixel] = penalised;
        from[pixel] = match[target]! + pixel - target;
      }
    }
  }
  return from;
}

/** Share of the best patch in the end; the rest is the mean, whose errors are smaller. */
const bestShare = 0.5;

/** Every pixel of the hole, which is the mean of its patches, moves towards what the best of them has there: as sharp as the picture. */
export function sharpenByBest(field: PatchField): void {
  const { channels, values } = field.picture;
  bestSources(field).forEach((source, pixel) => {
    if (source < 0) return;
    for (let to = pixel * channels, from = source * channels; to < (pixel + 1) * channels; to += 1, from += 1) values[to]! += bestShare * (values[from]! - values[to]!);
  });
}
