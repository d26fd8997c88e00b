/**
 * @file The step that teaches to relight night as day: of a night that was made of a day that very day; of a real one the
 * light of another day of its scene, and its colours wherever they lie. Pure TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';
import { relightGenerator, styleCodeLength } from '../../networks/relight-generator.ts';
import { differentiate } from '../gradients.ts';
import { colourDistance } from '../losses/distribution.ts';
import { lowPassDifference, structureLoss } from '../losses/night.ts';
import { totalVariation } from '../losses/reconstruction.ts';
import { muon } from '../muon.ts';
import { initialState, parametersOf, tensor, type Trainee, updateTrainee } from '../trainee.ts';
import { brightest, type RelightConfig, unsigned } from './relight.ts';
import type { TrainingStep } from './step.ts';

/** Of the parts of the loss. */
export type DaylightWeights = {
  /** Of being the day pixel by pixel, where the night was made of it or shines; of having its edges, where it was made of it. */
  readonly pixels: number;
  readonly structure: number;
  /** Of having its blurred light. */
  readonly placed: number;
  /** Of the distribution of colours. */
  readonly colours: number;
  /** Of what is added to the picture, such as a sky, being smooth: detail is the picture's own. */
  readonly smooth: number;
};

export type DaylightConfig = Pick<RelightConfig, 'generator' | 'batch' | 'size' | 'averageDecay' | 'clip'> & { readonly weights: DaylightWeights };

const colours = 3;
/** How much more it counts where the night is white: lamps are few, and should go out. */
const lampWeight = 8;
/** Along which colours are compared: red, green, blue, grey, warmth, greenness. */
const colourAxes = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [0.58, 0.58, 0.58],
  [0.71, 0, -0.71],
  [-0.41, 0.82, -0.41],
];

/**
 * Takes, for each picture of the batch, `night` and the `day` that it should become in [-1, 1], the style `code` of `day`,
 * and `made`: 1 where the night was made of that day, 0 where both only show one scene. Trains `relighter`.
 */
export function daylightStep(config: DaylightConfig): TrainingStep {
  const { batch, size, weights, averageDecay, clip } = config;
  const network = relightGenerator(config.generator);
  const relighter: Trainee = { name: 'relighter', network, optimizer: muon({ beta1: 0.9, beta2: 0.99 }), clip, averageDecay };
  const picture = { shape: [batch, size, size, colours], content: 'picture' } as const;

  return {
    initialState: (random) => initialState(relighter, random),
    reads: {},
    inputs: { night: picture, day: picture, code: { shape: [batch, styleCodeLength], content: 'picture' }, made: { shape: [batch], content: 'mask' } },
    run(state, inputs, learningRate) {
      const [night, day] = [tensor<tf.Tensor4D>(inputs, 'night'), tensor<tf.Tensor4D>(inputs, 'day')].map(unsigned) as [tf.Tensor4D, tf.Tensor4D];
      const counted = tensor<tf.Tensor1D>(inputs, 'made');
      const wanted = tf.add(tf.mul(tf.pow(tf.mean(night, 3, true), 4), lampWeight), tf.reshape(counted, [batch, 1, 1, 1]));
      const parameters = parametersOf(relighter, state);

      const { loss, metrics, gradients } = differentiate({ parameters }, () => {
        const { picture: made, lamps } = network.apply(parameters, night, tensor<tf.Tensor2D>(inputs, 'code'));
        const relit = tf.minimum(made, brightest) as tf.Tensor4D;
        const parts: Record<keyof DaylightWeights, tf.Scalar> = {
          pixels: tf.mean(tf.mul(tf.abs(tf.sub(relit, day)), wanted)),
          structure: structureLoss(relit, day, counted),
          placed: lowPassDifference(relit, day, tf.onesLike(counted)),
          colours: colourDistance(relit, day, tf.tensor2d(colourAxes)),
          smooth: totalVariation(lamps),
        };
        const weighted = Object.entries(parts).map(([name, part]) => tf.mul(part, weights[name as keyof DaylightWeights]));
        return { loss: tf.addN(weighted) as tf.Scalar, metrics: parts, outputs: {} };
      });
      const updated = updateTrainee(relighter, state, gradients.parameters, learningRate);
      return { state: updated.state, metrics: { loss, ...metrics, gradientNorm: updated.gradientNorm }, outputs: {} };
    },
  };
}
