/**
 * @file The inpainter's step (after Yu et al. 2019): fill the holes like the picture that was there, then like any
 * picture. Pure TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';
import { gatedInpainter, type GatedInpainterConfig } from '../../networks/gated-inpainter.ts';
import { differentiate } from '../gradients.ts';
import { l1, maskedL1 } from '../losses/reconstruction.ts';
import { adam } from '../optimizer.ts';
import { initialState, parametersOf, tensor, type Trainee, updateTrainee } from '../trainee.ts';
import { type Adversary, discriminatorStep, judge } from './discriminator-step.ts';
import type { TrainingStep } from './step.ts';

export type InpaintingConfig = {
  readonly inpainter: GatedInpainterConfig;
  /** Judges picture and mask together, so its network takes 4 channels. */
  readonly adversary: Adversary;
  readonly batch: number;
  /** Side of the crops in pixels, a multiple of 4. */
  readonly size: number;
  /** Weight of the difference inside the holes; the whole picture's counts 1. */
  readonly hole: number;
  /** Weight of the discriminator's opinion; 0 trains without it. */
  readonly adversarial: number;
  readonly averageDecay: number;
  readonly clip: number;
};

const colours = 3;
const optimizer = adam({ beta1: 0.5, beta2: 0.999 });

/**
 * Takes `picture` in [-1, 1] and `mask` (1 in the holes, batch x height x width x 1); trains `inpainter`; gives `filled`,
 * the picture with its holes filled, and, for the discriminator, `real` and `fake`, each with the mask as fourth channel.
 */
export function inpaintingStep(config: InpaintingConfig): TrainingStep {
  const { batch, size, hole, adversarial, averageDecay, clip } = config;
  const network = gatedInpainter(config.inpainter);
  const trainee: Trainee = { name: 'inpainter', network, optimizer, clip, averageDecay };
  const judged = judge(discriminatorOptions(config));
  const withJudge = adversarial > 0;
  return {
    initialState: (random) => initialState(trainee, random),
    reads: withJudge ? judged.reads : {},
    inputs: {
      picture: { shape: [batch, size, size, colours], content: 'picture' },
      mask: { shape: [batch, size, size, 1], content: 'mask' },
      ...(withJudge ? judged.chance(batch) : {}),
    },
    run(state, inputs, learningRate) {
      const picture = tensor<tf.Tensor4D>(inputs, 'picture');
      const mask = tensor<tf.Tensor4D>(inputs, 'mask');
      const known = tf.mul(picture, tf.sub(1, mask));
      const parameters = parametersOf(trainee, state);
      const { loss, metrics, outputs, gradients } = differentiate({ parameters }, () => {
        const painted = network.apply(parameters, tf.concat([known, mask], 3) as tf.Tensor4D);
        const filled = tf.add(known, tf.mul(painted, mask)) as tf.Tensor4D;
        const fake = tf.concat([filled, mask], 3) as tf.Tensor4D;
        const parts = {
          hole: maskedL1(painted, picture, mask),
          whole: l1(painted, picture),
          ...(withJudge ? { adversarial: judged.fooled(fake, state, inputs) } : {}),
        };
        const rebuilt = tf.add(parts.whole, tf.mul(parts.hole, hole)) as tf.Scalar;
        return { loss: parts.adversarial ? tf.add(rebuilt, tf.mul(parts.adversarial, adversarial)) : rebuilt, metrics: parts, outputs: { filled, fake } };
      });
      const updated = updateTrainee(trainee, state, gradients.parameters, learningRate);
      return {
        state: updated.state,
        metrics: { loss, ...metrics, 'inpainter.gradientNorm': updated.gradientNorm },
        outputs: { ...outputs, real: tf.concat([picture, mask], 3) },
      };
    },
  };
}

/** Takes `discriminator.real` and `discriminator.fake`, four channels each. */
export const inpaintingDiscriminatorStep = (config: InpaintingConfig): TrainingStep =>
  discriminatorStep(discriminatorOptions(config), config.batch, [config.size, config.size, colours + 1]);

const discriminatorOptions = ({ adversary, clip }: InpaintingConfig) => ({ name: 'discriminator', adversary, optimizer, clip });
