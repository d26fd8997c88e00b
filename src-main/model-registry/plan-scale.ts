/** @file Chooses the networks of a model that reach a wanted scale. Pure. */
import { type Note, note } from '../../src-shared/note.ts';
import type { ModelManifest, ModelNetwork } from '../../src-shared/model.ts';

export type ScalePlan = {
  /** One after another, each on the result of the one before. */
  readonly passes: readonly ModelNetwork[];
  /** What the result of the passes is then resized by; 1 where they reach the scale. */
  readonly resample: number;
  /** Sentences for the user, where the plan is more than one pass. */
  readonly notes: readonly Note[];
};

/**
 * Prefers an exact chain to one with a resample after it, then few passes, then a small excess to throw away. `wanted` is
 * above 1. Small factors come first, where the picture is still small.
 */
export function planScale({ networks }: Pick<ModelManifest, 'networks'>, wanted: number): ScalePlan {
  const ascending = networks.toSorted((a, b) => a.scale - b.scale);
  const passes = chains(ascending, wanted).reduce((best, chain) => (rank(chain, wanted) < rank(best, wanted) ? chain : best));
  const resample = wanted / reached(passes);
  return { passes, resample, notes: describe(passes, wanted) };
}

type Chain = readonly ModelNetwork[];
const reached = (chain: Chain): number => chain.reduce((scale, network) => scale * network.scale, 1);

/** Every chain of ascending factors that reaches the scale with its last pass. */
function chains(networks: Chain, wanted: number, before: Chain = []): Chain[] {
  return networks.flatMap((network, index) => {
    if (network.scale === 1) return [];
    const chain = [...before, network];
    return reached(chain) >= wanted ? [chain] : chains(networks.slice(index), wanted, chain);
  });
}

/** Exactness counts most, then the number of passes, then the excess; all bounded far below the steps between them. */
function rank(chain: Chain, wanted: number): number {
  const inexact = reached(chain) === wanted ? 0 : 1;
  return inexact * 1e6 + chain.length * 1e3 + reached(chain) / wanted;
}

function describe(passes: Chain, wanted: number): Note[] {
  const scale = reached(passes);
  if (passes.length === 1 && scale === wanted) return [];
  const chain = passes.map((network) => `×${network.scale}`).join(', ');
  return [scale === wanted ? note('chained', { wanted, chain }) : note('chained-resized', { wanted, chain, reached: scale })];
}
