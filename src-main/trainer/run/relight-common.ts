/** @file What both recipes that relight share: who learns, who judges if there is a judge, and how fast; trainer process. */
import type { RelightRun } from '../../../src-shared/trainer-messages.ts';
import { decayedLearningRate } from '../schedule.ts';
import type { Adversary } from '../steps/discriminator-step.ts';
import type { Roles } from './starting-weights.ts';
import type { TrainingState } from './traced-step.ts';

export const relightRoles = { generator: 'relighter', discriminator: 'full', halfDiscriminator: 'half' } as const satisfies Roles;

export const relightAdversary = ({ discriminatorWidth }: RelightRun): Adversary => ({
  network: { width: discriminatorWidth, halvings: 3, normalisation: 'none', spectral: true },
  loss: 'lsgan',
  augmented: false,
});

export const longestGradient = 20;
/** Share of the steps at the full learning rate, and steps until it is reached. */
const [constantShare, warmUpSteps] = [0.6, 30];

export const relightLearningRate =
  ({ learningRate: peak, steps }: RelightRun) =>
  (step: number): number =>
    Math.min(1, (step + 1) / warmUpSteps) * decayedLearningRate(step, { peak, steps, constantShare });

/** The relighter's parameters, averaged over the last steps. */
export const averageOf = (state: TrainingState): Float32Array => state.get('relighter.average')!.values;
