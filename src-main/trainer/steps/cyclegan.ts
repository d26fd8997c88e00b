/**
 * @file The generators' step of CycleGAN (Zhu et al. 2017): A to B and back, B to A and back, pictures that need no change
 * unchanged. Translation and identity go through a generator as one batch. Pure TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../../networks/parameters.ts';
import { resnetGenerator, type ResnetGeneratorConfig } from '../../networks/resnet-generator.ts';
import { differentiate } from '../gradients.ts';
import { l1 } from '../losses/reconstruction.ts';
import { adam } from '../optimizer.ts';
import { initialState, parametersOf, tensor, type Trainee, updateTrainee } from '../trainee.ts';
import { type Adversary, discriminatorStep, judge } from './discriminator-step.ts';
import { together } from './several.ts';
import type { TrainingStep } from './step.ts';

export type CycleganConfig = {
  readonly generator: ResnetGeneratorConfig;
  readonly adversary: Adversary;
  readonly batch: number;
  /** Side of the crops in pixels, a multiple of 4. */
  readonly size: number;
  /** Weight of the cycle losses; 10 in the paper. */
  readonly cycle: number;
  /** Weight of the identity losses; half of the cycle's in the paper, 0 leaves their passes out. */
  readonly identity: number;
  readonly averageDecay: number;
  readonly clip: number;
};

const colours = 3;
const optimizer = adam({ beta1: 0.5, beta2: 0.999 });

/** Takes `a` and `b` in [-1, 1]; trains `generatorAb` and `generatorBa`; gives `fakeA` and `fakeB` for the discriminators. */
export function cycleganGeneratorStep(config: CycleganConfig): TrainingStep {
  const { batch, size, cycle, identity, averageDecay, clip } = config;
  const network = resnetGenerator(config.generator);
  const trainee = (name: string): Trainee => ({ name, network, optimizer, clip, averageDecay });
  const [ab, ba] = [trainee('generatorAb'), trainee('generatorBa')];
  const { a: judgeA, b: judgeB } = judges(config);
  const picture = { shape: [batch, size, size, colours], content: 'picture' } as const;

  /** The translation, and what the generator makes of a picture that already is what it should become. */
  function translate(parameters: Parameters, source: tf.Tensor4D, target: tf.Tensor4D): { fake: tf.Tensor4D; same: tf.Tensor4D | null } {
    if (identity === 0) return { fake: network.apply(parameters, source), same: null };
    const [fake, same] = tf.split(network.apply(parameters, tf.concat([source, target])), 2) as [tf.Tensor4D, tf.Tensor4D];
    return { fake, same };
  }

  return {
    initialState: (random) => ({ ...initialState(ab, random), ...initialState(ba, random) }),
    reads: { ...judgeA.reads, ...judgeB.reads },
    inputs: { a: picture, b: picture, ...judgeA.chance(batch), ...judgeB.chance(batch) },
    run(state, inputs, learningRate) {
      const [a, b] = [tensor<tf.Tensor4D>(inputs, 'a'), tensor<tf.Tensor4D>(inputs, 'b')];
      const [toB, toA] = [parametersOf(ab, state), parametersOf(ba, state)];
      const { loss, metrics, outputs, gradients } = differentiate({ toB, toA }, () => {
        const [there, back] = [translate(toB, a, b), translate(toA, b, a)];
        const parts = {
          adversarialAb: judgeB.fooled(there.fake, state, inputs),
          adversarialBa: judgeA.fooled(back.fake, state, inputs),
          cycleA: l1(network.apply(toA, there.fake), a),
          cycleB: l1(network.apply(toB, back.fake), b),
          ...(there.same && back.same ? { identity: tf.add(l1(there.same, b), l1(back.same, a)) as tf.Scalar } : {}),
        };
        const adversarial = tf.add(parts.adversarialAb, parts.adversarialBa);
        const cycled = tf.add(adversarial, tf.mul(tf.add(parts.cycleA, parts.cycleB), cycle));
        return {
          loss: parts.identity ? tf.add(cycled, tf.mul(parts.identity, identity)) : (cycled as tf.Scalar),
          metrics: { ...parts, changeAb: l1(there.fake, a), changeBa: l1(back.fake, b) },
          outputs: { fakeA: back.fake, fakeB: there.fake },
        };
      });
      const updatedAb = updateTrainee(ab, state, gradients.toB, learningRate);
      const updatedBa = updateTrainee(ba, state, gradients.toA, learningRate);
      return {
        state: { ...updatedAb.state, ...updatedBa.state },
        metrics: { loss, ...metrics, 'generatorAb.gradientNorm': updatedAb.gradientNorm, 'generatorBa.gradientNorm': updatedBa.gradientNorm },
        outputs,
      };
    },
  };
}

/** Takes real pictures and generated ones from the pool as `discriminatorA.real`, `discriminatorA.fake` and so for B. */
export function cycleganDiscriminatorStep(config: CycleganConfig): TrainingStep {
  const shape = [config.size, config.size, colours] as const;
  const step = (name: string) => discriminatorStep(discriminatorOptions(config, name), config.batch, shape);
  return together(step('discriminatorA'), step('discriminatorB'));
}

const discriminatorOptions = ({ adversary, clip }: CycleganConfig, name: string) => ({ name, adversary, optimizer, clip });
const judges = (config: CycleganConfig) => ({ a: judge(discriminatorOptions(config, 'discriminatorA')), b: judge(discriminatorOptions(config, 'discriminatorB')) });
