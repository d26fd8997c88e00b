/**
 * @file The step that teaches to relight day as night: to look like a night to two discriminators, at full and at half
 * size; to have the colours and the patches of the night whose style code was given; to keep the day's edges, a dark sky
 * and few lamps; and, where day and night show one scene, to put light where that night has it. Pure TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';
import { relightGenerator, type RelightGeneratorConfig, styleCodeLength } from '../../networks/relight-generator.ts';
import { differentiate } from '../gradients.ts';
import { colourDistance, directions, patchDistance, patchSize } from '../losses/distribution.ts';
import { lowPassDifference, skyLoss, sparsity, structureLoss } from '../losses/night.ts';
import { adam } from '../optimizer.ts';
import { initialState, parametersOf, tensor, type Trainee, updateTrainee } from '../trainee.ts';
import { type Adversary, discriminatorStep, judge } from './discriminator-step.ts';
import { together } from './several.ts';
import type { TrainingStep } from './step.ts';

/** Of the parts of the loss. */
export type RelightWeights = {
  /** Of the two discriminators' opinions. */
  readonly adversarial: number;
  /** Of light lying where a night of the same scene has it, at first and in the end. */
  readonly placed: readonly [first: number, last: number];
  /** Of the distribution of colours, and of patches. */
  readonly colours: number;
  readonly patches: number;
  readonly structure: number;
  readonly sky: number;
  /** Of lamps shining, and of all light that they give. */
  readonly lamps: number;
  readonly emission: number;
};

export type RelightConfig = {
  readonly generator: RelightGeneratorConfig;
  readonly adversary: Adversary;
  readonly batch: number;
  /** Side of the crops in pixels: a multiple of 16, from 64, so that a discriminator can judge half of it. */
  readonly size: number;
  readonly weights: RelightWeights;
  /** Steps after which the weight of placed light has come down to its last. */
  readonly placedSteps: number;
  readonly averageDecay: number;
  readonly clip: number;
};

const colours = 3;
const relightOptimizer = adam({ beta1: 0.5, beta2: 0.99 });
/** Random directions along which colours and patches are compared. */
const [colourDirections, patchDirections] = [8, 12];
/** Names of the discriminators, each for its size. */
const [atFull, atHalf] = ['full', 'half'] as const;

/**
 * Takes, for each picture of the batch, `day`, `night` and another night `real` in [-1, 1], the style `code` of `night`,
 * `sky` (1 where the day's sky is), `ceiling` (how bright the night's sky may be, 0 to 1) and `paired` (1 where day and
 * night show one scene). Trains `relighter`. Gives `fake` in [-1, 1], with `fakeHalf` and `realHalf` at half the size.
 */
export function relightStep(config: RelightConfig): TrainingStep {
  const { batch, size, weights, averageDecay, clip } = config;
  const network = relightGenerator(config.generator);
  const relighter: Trainee = { name: 'relighter', network, optimizer: relightOptimizer, clip, averageDecay };
  const judges = { full: judge(discriminatorOptions(config, atFull)), half: judge(discriminatorOptions(config, atHalf)) };
  const picture = { shape: [batch, size, size, colours], content: 'picture' } as const;

  return {
    initialState: (random) => initialState(relighter, random),
    reads: { ...judges.full.reads, ...judges.half.reads },
    inputs: {
      day: picture,
      night: picture,
      real: picture,
      code: { shape: [batch, styleCodeLength], content: 'picture' },
      sky: { shape: [batch, size, size, 1], content: 'mask' },
      ceiling: { shape: [batch], content: 'mask' },
      paired: { shape: [batch], content: 'mask' },
      'colour.chance': { shape: [2, colourDirections, colours], content: 'uniform' },
      'patch.chance': { shape: [2, patchDirections, patchSize], content: 'uniform' },
      ...judges.full.chance(batch),
      ...judges.half.chance(batch),
    },
    run(state, inputs, learningRate) {
      const [day, night] = [tensor<tf.Tensor4D>(inputs, 'day'), tensor<tf.Tensor4D>(inputs, 'night')].map(unsigned) as [tf.Tensor4D, tf.Tensor4D];
      const along = { colours: directions(tensor(inputs, 'colour.chance')), patches: directions(tensor(inputs, 'patch.chance')) };
      const parameters = parametersOf(relighter, state);
      const progress = tf.minimum(tf.div(tensor(state, 'relighter.count'), config.placedSteps), 1);
      const [first, last] = weights.placed;
      const placedWeight = tf.add(first, tf.mul(progress, last - first)) as tf.Scalar;

      const { loss, metrics, outputs, gradients } = differentiate({ parameters }, () => {
        const relit = network.apply(parameters, day, tensor<tf.Tensor2D>(inputs, 'code'));
        const bright = tf.minimum(relit.picture, brightest) as tf.Tensor4D;
        const [fake, fakeHalf] = [signed(bright), halved(signed(bright))];
        const parts = {
          adversarial: tf.add(judges.full.fooled(fake, state, inputs), judges.half.fooled(fakeHalf, state, inputs)) as tf.Scalar,
          placed: lowPassDifference(bright, night, tensor(inputs, 'paired')),
          colours: colourDistance(bright, night, along.colours),
          patches: patchDistance(bright, night, along.patches),
          structure: structureLoss(bright, day),
          sky: skyLoss(bright, relit.emission, tensor(inputs, 'sky'), tensor(inputs, 'ceiling')),
          lamps: sparsity(relit.lamps),
          emission: sparsity(relit.emission),
        };
        const weighted = Object.entries(parts).map(([name, part]) => tf.mul(part, name === 'placed' ? placedWeight : (weights[name as keyof RelightWeights] as number)));
        return { loss: tf.addN(weighted) as tf.Scalar, metrics: parts, outputs: { fake, fakeHalf } };
      });
      const updated = updateTrainee(relighter, state, gradients.parameters, learningRate);
      return {
        state: updated.state,
        metrics: { loss, ...metrics, 'relighter.gradientNorm': updated.gradientNorm },
        outputs: { ...outputs, realHalf: halved(tensor(inputs, 'real')) },
      };
    },
  };
}

/** Takes `full.real`, `full.fake`, `half.real` and `half.fake`. */
export function relightDiscriminatorStep(config: Judged & Pick<RelightConfig, 'batch' | 'size'>): TrainingStep {
  const { batch, size } = config;
  const side = (pixels: number) => [pixels, pixels, colours] as const;
  return together(discriminatorStep(discriminatorOptions(config, atFull), batch, side(size)), discriminatorStep(discriminatorOptions(config, atHalf), batch, side(size / 2)));
}

type Judged = Pick<RelightConfig, 'adversary' | 'clip'>;
const discriminatorOptions = ({ adversary, clip }: Judged, name: string) => ({ name, adversary, optimizer: relightOptimizer, clip });

/** A lamp that is brighter than this looks no brighter. */
export const brightest = 1.3;
export const unsigned = (x: tf.Tensor4D): tf.Tensor4D => tf.mul(tf.add(x, 1), 0.5);
const signed = (x: tf.Tensor4D): tf.Tensor4D => tf.sub(tf.mul(x, 2), 1);
const halved = (x: tf.Tensor4D): tf.Tensor4D => tf.avgPool(x, 2, 2, 'valid');
