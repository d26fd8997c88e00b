/** @file What the patches that cover a pixel of the hole say about it. The loops are WebAssembly (`kernels/patch-field.as`). */
import type { PatchField } from './nearest-field.ts';

/** Costs up to which patches are believed, as a multiple of the cost that three in four stay below (Newson et al. 2014). */
const tolerance = 4;
const sampled = 1024;
/** How much the squared distance from a patch's middle counts against it. */
const rimPenalty = 0.1;

/** Every pixel of the hole becomes the mean of what its patches have there, good and trusted ones counting more. */
export function voteMean(field: PatchField): void {
  const { kernel, at, targets, pixels } = field;
  const { width, height, channels } = field.picture;
  kernel.weighVotes(2 * tolerance * Math.max(1, upperQuartile(field)), at.trust, at.cost, at.spare, at.targets, targets.length);
  kernel.voteMean(width, height, channels, at.values, at.features, at.match, at.spare, at.pixels, pixels.length);
}

function upperQuartile({ targets, cost }: PatchField): number {
  const step = Math.max(1, Math.floor(targets.length / sampled));
  const costs: number[] = [];
  for (let index = 0; index < targets.length; index += step) costs.push(cost[targets[index]!]!);
  return costs.sort((a, b) => a - b)[Math.floor(costs.length * 0.75)]!;
}

/** For every pixel of the hole where the best of its patches has it, by pixel, or -1; whatever it was elsewhere. */
export function bestSources({ kernel, at, picture: { width, height }, pixels, spare }: PatchField): Int32Array {
  kernel.findOrigins(width, height, rimPenalty, at.match, at.cost, at.spare, at.pixels, pixels.length);
  return spare;
}
