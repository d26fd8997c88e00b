/**
 * @file Steps of super-resolution: enlarged low-resolution crops against the crops they were made from, and, where sharp
 * looks matter more than true pixels, against a discriminator (Ledig et al. 2017). Pure TensorFlow.js.
 *
 * The mean of what a network says of a crop in the eight positions of a square is nearer to the truth than what it says of
 * one ("geometric self-ensemble", Lim et al. 2017). A trained one can learn from that mean, with far less chance in it than
 * in photographs: part of what is learnt from is then what the weights at the start say of the crop in another position.
 */
import * as tf from '@tensorflow/tfjs';
import { compactUpscaler, type CompactUpscalerConfig } from '../../networks/compact-upscaler.ts';
import { unpackParameters } from '../../networks/parameters.ts';
import { leavePositions, positionChance, takePositions } from '../../networks/positions.ts';
import { differentiate } from '../gradients.ts';
import { luma } from '../losses/luma.ts';
import { charbonnier, l1, logL1 } from '../losses/reconstruction.ts';
import { muon } from '../muon.ts';
import { adam, blend } from '../optimizer.ts';
import { initialState, parametersOf, tensor, type Tensors, type Trainee, updateTrainee } from '../trainee.ts';
import { type Adversary, discriminatorStep, judge } from './discriminator-step.ts';
import type { TrainingStep } from './step.ts';

export type SuperResolutionConfig = {
  readonly upscaler: CompactUpscalerConfig;
  readonly batch: number;
  /** Side of the low-resolution crops in pixels. */
  readonly size: number;
  readonly loss: 'l1' | 'log-l1' | 'charbonnier';
  /** Share, from 0 to 1, that the distance in brightness has beside that in red, green and blue. */
  readonly luma: number;
  /** Share, from 0 to 1, that what the weights at the start say has in what is learnt from. */
  readonly agreement: number;
  readonly averageDecay: number;
  readonly clip: number;
  /** Absent: faithful to the pixels only. */
  readonly sharpness?: { readonly adversary: Adversary; readonly weight: number };
};

const colours = 3;
/** Input of chance: the positions that crops are asked about in. */
const positions = 'positions.chance';
/** Pixels of a small crop around one of it without which that is hardly to be known; of small ones an eighth of a side. */
const surroundings = 6;
/** What those that have them count beside all: borders are a large part of crops, but a small one of pictures. */
const innerShare = 0.9;
const averages = { beta1: 0.9, beta2: 0.99 };
/** Without decay filters grow tenfold in a long run, and a step changes little of them. */
const byPixels = muon({ ...averages, decay: 1 });
/** Keeps the balance between the two. What both remember is the same, so that one goes on where the other stopped. */
const contending = adam(averages);

/** Takes `low` and `high` in [0, 1]; trains `upscaler`; with a discriminator, gives `real` and `fake` for it in [-1, 1]. */
export function superResolutionStep(config: SuperResolutionConfig): TrainingStep {
  const { batch, size, agreement, averageDecay, clip, sharpness } = config;
  const network = compactUpscaler(config.upscaler);
  const trainee: Trainee = { name: 'upscaler', network, optimizer: sharpness ? contending : byPixels, clip, averageDecay };
  const start = `${trainee.name}.start`;
  const distance = distanceOf(config);
  const judged = sharpness && judge(discriminatorOptions(sharpness.adversary, clip));
  const side = size * config.upscaler.scale;
  const saidAtStart = (low: tf.Tensor4D, chance: tf.Tensor2D, state: Tensors): tf.Tensor4D =>
    leavePositions(network.apply(unpackParameters(network.specs, tensor(state, start)), takePositions(low, chance)), chance);
  return {
    initialState: (random) => {
      const drawn = initialState(trainee, random);
      return agreement > 0 ? { ...drawn, [start]: drawn[trainee.name]! } : drawn;
    },
    reads: judged ? judged.reads : {},
    inputs: {
      low: { shape: [batch, size, size, colours], content: 'picture' },
      high: { shape: [batch, side, side, colours], content: 'picture' },
      ...(agreement > 0 ? { [positions]: { shape: [batch, positionChance], content: 'uniform' as const } } : {}),
      ...judged?.chance(batch),
    },
    run(state, inputs, learningRate) {
      const parameters = parametersOf(trainee, state);
      const [low, high] = [tensor<tf.Tensor4D>(inputs, 'low'), tensor<tf.Tensor4D>(inputs, 'high')];
      const target = agreement > 0 ? blend(saidAtStart(low, tensor(inputs, positions), state), high, agreement) : high;
      const { loss, metrics, outputs, gradients } = differentiate({ parameters }, () => {
        const enlarged = network.apply(parameters, low);
        const faithful = distance(enlarged, target);
        if (!judged) return { loss: faithful, metrics: {}, outputs: {} };
        const fake = signed(enlarged);
        const adversarial = judged.fooled(fake, state, inputs);
        return { loss: tf.add(faithful, tf.mul(adversarial, sharpness.weight)), metrics: { faithful, adversarial }, outputs: { fake } };
      });
      const updated = updateTrainee(trainee, state, gradients.parameters, learningRate);
      return {
        state: agreement > 0 ? { ...updated.state, [start]: tf.clone(tensor(state, start)) } : updated.state,
        metrics: { loss, ...metrics, gradientNorm: updated.gradientNorm },
        outputs: judged ? { ...outputs, real: signed(high) } : {},
      };
    },
  };
}

/** Of two batches at high resolution. */
function distanceOf({ loss, luma: lumaShare, size, upscaler }: SuperResolutionConfig): (a: tf.Tensor4D, b: tf.Tensor4D) => tf.Scalar {
  const difference = { l1, 'log-l1': logL1, charbonnier }[loss];
  const ofColours = (a: tf.Tensor4D, b: tf.Tensor4D): tf.Scalar => (lumaShare > 0 ? blend(difference(luma(a), luma(b)), difference(a, b), lumaShare) : difference(a, b));
  const margin = Math.min(surroundings, Math.floor(size / 8)) * upscaler.scale;
  if (margin === 0) return ofColours;
  const inner = (x: tf.Tensor4D): tf.Tensor4D => tf.slice(x, [0, margin, margin, 0], [x.shape[0], x.shape[1] - 2 * margin, x.shape[2] - 2 * margin, x.shape[3]]);
  return (a, b) => blend(ofColours(inner(a), inner(b)), ofColours(a, b), innerShare);
}

/** Takes `discriminator.real` and `discriminator.fake` at high resolution. */
export function superResolutionDiscriminatorStep({ batch, size, upscaler, clip }: SuperResolutionConfig, adversary: Adversary): TrainingStep {
  const side = size * upscaler.scale;
  return discriminatorStep(discriminatorOptions(adversary, clip), batch, [side, side, colours]);
}

const discriminatorOptions = (adversary: Adversary, clip: number) => ({ name: 'discriminator', adversary, optimizer: contending, clip });
const signed = (x: tf.Tensor4D): tf.Tensor4D => tf.sub(tf.mul(x, 2), 1);
