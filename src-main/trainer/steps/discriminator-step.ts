/** @file One step of discriminators: real pictures against generated ones that come in as inputs. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';
import { augment, augmentationNoise } from '../../networks/augmentation.ts';
import type { Layer } from '../../networks/layer.ts';
import { packParameters, type Parameters } from '../../networks/parameters.ts';
import { patchDiscriminator, type PatchDiscriminatorConfig } from '../../networks/patch-discriminator.ts';
import { differentiate } from '../gradients.ts';
import { type AdversarialKind, adversarialLosses } from '../losses/adversarial.ts';
import type { Optimizer } from '../optimizer.ts';
import { buffersOf, frozen, frozenShapes, initialState, parametersOf, tensor, type Tensors, type Trainee, updateTrainee } from '../trainee.ts';
import type { StepInput, StepResult, TrainingStep } from './step.ts';

export type Adversary = {
  readonly network: PatchDiscriminatorConfig;
  readonly loss: AdversarialKind;
  /** Changes what the discriminator sees by chance (`networks/augmentation.ts`); for folders of a few hundred pictures. */
  readonly augmented: boolean;
};

export type DiscriminatorOptions = {
  readonly name: string;
  readonly adversary: Adversary;
  readonly optimizer: Optimizer;
  readonly clip: number;
};

/** How one discriminator sees and judges. */
export type Judge = {
  readonly trainee: Trainee;
  readonly network: Layer;
  readonly reads: Readonly<Record<string, readonly number[]>>;
  /** Inputs of chance for `batch` pictures, by name. */
  chance(batch: number): Record<string, StepInput>;
  view(pictures: tf.Tensor4D, batch: Tensors): tf.Tensor4D;
  /** What the generator should lower: the judgement of its pictures by the discriminator as it is. */
  fooled(pictures: tf.Tensor4D, state: Tensors, batch: Tensors): tf.Scalar;
};

export function judge({ name, adversary, optimizer, clip }: DiscriminatorOptions): Judge {
  const network = patchDiscriminator(adversary.network);
  const trainee: Trainee = { name, network, optimizer, clip };
  const chanceName = `${name}.chance`;
  const view = (pictures: tf.Tensor4D, batch: Tensors) =>
    adversary.augmented ? augment(pictures, tf.slice(tensor<tf.Tensor2D>(batch, chanceName), [0, 0], [pictures.shape[0], augmentationNoise])) : pictures;
  return {
    trainee,
    network,
    view,
    reads: frozenShapes(trainee),
    chance: (batch) => (adversary.augmented ? { [chanceName]: { shape: [batch, augmentationNoise], content: 'uniform' } } : {}),
    fooled: (pictures, state, batch) => adversarialLosses[adversary.loss].generator(network.apply(frozen(trainee, state), view(pictures, batch))),
  };
}

/** Takes `name.real` and `name.fake`, `batch` pictures each of the given shape, and trains `name`. */
export function discriminatorStep(options: DiscriminatorOptions, batch: number, shape: readonly [height: number, width: number, channels: number]): TrainingStep {
  const { name, adversary } = options;
  const { trainee, network, view, chance } = judge(options);
  const [realName, fakeName] = [`${name}.real`, `${name}.fake`];
  const loss = adversarialLosses[adversary.loss];

  return {
    initialState: (random) => initialState(trainee, random),
    reads: {},
    inputs: {
      [realName]: { shape: [batch, ...shape], content: 'picture' },
      [fakeName]: { shape: [batch, ...shape], content: 'picture' },
      ...chance(2 * batch),
    },
    run(state, inputs, learningRate): StepResult {
      const parameters = parametersOf(trainee, state);
      const buffers = network.advance({ ...parameters, ...buffersOf(trainee, state) });
      const pictures = view(tf.concat([tensor<tf.Tensor4D>(inputs, realName), tensor<tf.Tensor4D>(inputs, fakeName)]), inputs);
      const result = differentiate({ parameters }, () => {
        const [real, fake] = answers({ ...parameters, ...buffers }, pictures);
        const right = { [`${name}.realRight`]: share(tf.sub(real, loss.threshold)), [`${name}.fakeRight`]: share(tf.sub(loss.threshold, fake)) };
        return { loss: loss.discriminator(real, fake), metrics: right, outputs: {} };
      });
      const updated = updateTrainee(trainee, state, result.gradients.parameters, learningRate);
      const carried = network.buffers.length === 0 ? {} : { [`${name}.buffers`]: packParameters(network.buffers, buffers) };
      return {
        state: { ...updated.state, ...carried },
        metrics: { [`${name}.loss`]: result.loss, ...result.metrics, [`${name}.gradientNorm`]: updated.gradientNorm },
        outputs: {},
      };
    },
  };

  /** One pass for both kinds, unless that would mix their statistics. */
  function answers(parameters: Parameters, pictures: tf.Tensor4D): [tf.Tensor4D, tf.Tensor4D] {
    const halves = () => tf.split(pictures, 2) as [tf.Tensor4D, tf.Tensor4D];
    if (adversary.network.normalisation === 'batch') return halves().map((half) => network.apply(parameters, half)) as [tf.Tensor4D, tf.Tensor4D];
    return tf.split(network.apply(parameters, pictures), 2) as [tf.Tensor4D, tf.Tensor4D];
  }
}

/** Share of elements above 0. */
const share = (x: tf.Tensor): tf.Scalar => tf.mean(tf.step(x));
