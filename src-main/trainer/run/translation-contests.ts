/** @file What CycleGAN and CUT train: their steps, what discriminators see, and the generators that come out. Pure. */
import type { CutRun, CycleganRun } from '../../../src-shared/trainer-messages.ts';
import { assertNever } from '../../../src-shared/result.ts';
import type { ResnetGeneratorConfig } from '../../networks/resnet-generator.ts';
import { type CutConfig, cutDiscriminatorStep, cutGeneratorStep } from '../steps/cut.ts';
import type { Adversary } from '../steps/discriminator-step.ts';
import { type CycleganConfig, cycleganDiscriminatorStep, cycleganGeneratorStep } from '../steps/cyclegan.ts';
import type { Contest } from './adversarial-turns.ts';
import type { Roles } from './starting-weights.ts';

export type Side = 'a' | 'b';
export type Direction = { readonly from: Side; readonly to: Side; /** Names of the networks in the state. */ readonly roles: Roles & { readonly generator: string; readonly discriminator: string } };
export type TranslationContest = Contest & { readonly generator: ResnetGeneratorConfig; readonly adversary: Adversary; readonly directions: readonly Direction[] };

/** By Euclidean norm over all parameters of a network; only spikes are longer. */
const longestGradient = 100;
/** Pictures that a pool holds; CUT has none. */
const poolCapacity = 50;

export function translationContest(run: CycleganRun | CutRun): TranslationContest {
  const { batch, size, identity, averageDecay } = run;
  const generator: ResnetGeneratorConfig = { width: run.width, blocks: run.blocks, upsampling: run.upsampling, normalisation: 'instance' };
  const network = { width: run.discriminatorWidth, halvings: 3, normalisation: 'instance', spectral: false } as const;
  const common = { generator, adversary: { network, loss: 'lsgan', augmented: run.augmented } as const, batch, size, identity, averageDecay, clip: longestGradient };
  switch (run.recipe) {
    case 'cyclegan':
      return cycleganContest({ ...common, cycle: run.cycle });
    case 'cut':
      return cutContest({ ...common, contrast: run.contrast, patches: run.patches });
    default:
      return assertNever(run);
  }
}

const cycleganContest = (config: CycleganConfig): TranslationContest => ({
  steps: { generator: cycleganGeneratorStep(config), discriminator: cycleganDiscriminatorStep(config) },
  warmUpTurns: 0,
  feeds: {
    'discriminatorA.real': { from: 'batch', name: 'a' },
    'discriminatorA.fake': { from: 'pool', name: 'fakeA' },
    'discriminatorB.real': { from: 'batch', name: 'b' },
    'discriminatorB.fake': { from: 'pool', name: 'fakeB' },
  },
  capacity: poolCapacity,
  generator: config.generator,
  adversary: config.adversary,
  directions: [
    { from: 'a', to: 'b', roles: { generator: 'generatorAb', back: 'generatorBa', discriminator: 'discriminatorB', backDiscriminator: 'discriminatorA' } },
    { from: 'b', to: 'a', roles: { generator: 'generatorBa', back: 'generatorAb', discriminator: 'discriminatorA', backDiscriminator: 'discriminatorB' } },
  ],
});

const cutContest = (config: CutConfig): TranslationContest => ({
  steps: { generator: cutGeneratorStep(config), discriminator: cutDiscriminatorStep(config) },
  warmUpTurns: 0,
  feeds: { 'discriminator.real': { from: 'batch', name: 'b' }, 'discriminator.fake': { from: 'output', name: 'fake' } },
  capacity: 0,
  generator: config.generator,
  adversary: config.adversary,
  directions: [{ from: 'a', to: 'b', roles: { generator: 'generator', discriminator: 'discriminator', projection: 'projection' } }],
});
