/**
 * @file The step that teaches to relight night as day: of a night that was made of a day that very day; of a real one the
 * light of another day of its scene; and always what two discriminators take for a day, at full and at half size. Pure
 * TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';
import { differentiate } from '../gradients.ts';
import { colourDistance, directions, patchDistance } from '../losses/distribution.ts';
import { lowPassDifference, structureLoss } from '../losses/night.ts';
import { totalVariation } from '../losses/reconstruction.ts';
import { initialState, parametersOf, tensor, updateTrainee } from '../trainee.ts';
import { brightest, halved, type RelightConfig, relightParts, signed, unsigned } from './relight.ts';
import type { TrainingStep } from './step.ts';

/** Of the parts of the loss. */
export type DaylightWeights = {
  readonly adversarial: number;
  /** Of being the day pixel by pixel, where the night was made of it or shines; of having its edges, where it was made of it. */
  readonly pixels: number;
  readonly structure: number;
  /** Of having its blurred light. */
  readonly placed: number;
  /** Of the distribution of colours, and of patches. */
  readonly colours: number;
  readonly patches: number;
  /** Of what is added to the picture, such as a sky, being smooth: detail is the picture's own. */
  readonly smooth: number;
};

export type DaylightConfig = Omit<RelightConfig, 'weights' | 'placedSteps'> & { readonly weights: DaylightWeights };

/** How much more it counts where the night is white: lamps are few, and should go out. */
const lampWeight = 8;

/**
 * Takes, for each picture of the batch, `night`, the `day` that it should become and another day `real` in [-1, 1], the
 * style `code` of `day`, and `made`: 1 where the night was made of that day, 0 where both only show one scene. Trains
 * `relighter`. Gives `fake` in [-1, 1], with `fakeHalf` and `realHalf` at half the size.
 */
export function daylightStep(config: DaylightConfig): TrainingStep {
  const { batch, weights } = config;
  const { network, relighter, judges, picture, code, chance } = relightParts(config);

  return {
    initialState: (random) => initialState(relighter, random),
    reads: { ...judges.full.reads, ...judges.half.reads },
    inputs: {
      night: picture,
      day: picture,
      real: picture,
      code,
      made: { shape: [batch], content: 'mask' },
      ...chance,
    },
    run(state, inputs, learningRate) {
      const [night, day] = [tensor<tf.Tensor4D>(inputs, 'night'), tensor<tf.Tensor4D>(inputs, 'day')].map(unsigned) as [tf.Tensor4D, tf.Tensor4D];
      const counted = tensor<tf.Tensor1D>(inputs, 'made');
      const wanted = tf.add(tf.mul(tf.pow(tf.mean(night, 3, true), 4), lampWeight), tf.reshape(counted, [batch, 1, 1, 1]));
      const along = { colours: directions(tensor(inputs, 'colour.chance')), patches: directions(tensor(inputs, 'patch.chance')) };
      const parameters = parametersOf(relighter, state);

      const { loss, metrics, outputs, gradients } = differentiate({ parameters }, () => {
        const { picture: made, lamps } = network.apply(parameters, night, tensor<tf.Tensor2D>(inputs, 'code'));
        const relit = tf.minimum(made, brightest) as tf.Tensor4D;
        const [fake, fakeHalf] = [signed(relit), halved(signed(relit))];
        const parts: Record<keyof DaylightWeights, tf.Scalar> = {
          adversarial: tf.add(judges.full.fooled(fake, state, inputs), judges.half.fooled(fakeHalf, state, inputs)),
          pixels: tf.mean(tf.mul(tf.abs(tf.sub(relit, day)), wanted)),
          structure: structureLoss(relit, day, counted),
          placed: lowPassDifference(relit, day, tf.onesLike(counted)),
          colours: colourDistance(relit, day, along.colours),
          patches: patchDistance(relit, day, along.patches),
          smooth: totalVariation(lamps),
        };
        const weighted = Object.entries(parts).map(([name, part]) => tf.mul(part, weights[name as keyof DaylightWeights]));
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
