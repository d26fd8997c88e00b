/**
 * @file The generator's step of CUT (Park et al. 2020): one direction, content kept by PatchNCE instead of a way back.
 * FastCUT is the same with a weight of 10 and no identity. Pure TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';
import { featureProjection } from '../../networks/feature-projection.ts';
import type { Parameters } from '../../networks/parameters.ts';
import { resnetGenerator, type ResnetGeneratorConfig } from '../../networks/resnet-generator.ts';
import { differentiate } from '../gradients.ts';
import { patchNce, samplePatches } from '../losses/patch-nce.ts';
import { l1 } from '../losses/reconstruction.ts';
import { adam } from '../optimizer.ts';
import { initialState, parametersOf, tensor, type Trainee, updateTrainee } from '../trainee.ts';
import { type Adversary, discriminatorStep, judge } from './discriminator-step.ts';
import type { TrainingStep } from './step.ts';

export type CutConfig = {
  readonly generator: ResnetGeneratorConfig;
  readonly adversary: Adversary;
  readonly batch: number;
  /** Side of the crops in pixels, a multiple of 4. */
  readonly size: number;
  /** Weight of PatchNCE between source and translation; 1 in the paper, 10 for FastCUT. */
  readonly contrast: number;
  /** Weight of PatchNCE between a target picture and its translation; as `contrast` in the paper, 0 for FastCUT. */
  readonly identity: number;
  /** Patches for each feature map; 256 in the paper. */
  readonly patches: number;
  readonly averageDecay: number;
  readonly clip: number;
};

const colours = 3;
/** Length of the vectors that are compared. */
const vectorSize = 256;
const optimizer = adam({ beta1: 0.5, beta2: 0.999 });

/** Takes `a` and `b` in [-1, 1]; trains `generator` and `projection`; gives `fake` for the discriminator. */
export function cutGeneratorStep(config: CutConfig): TrainingStep {
  const { batch, size, contrast, identity, patches, averageDecay, clip } = config;
  const network = resnetGenerator(config.generator);
  const generator: Trainee = { name: 'generator', network, optimizer, clip, averageDecay };
  const compared = featureProjection(network.featureChannels, vectorSize);
  const projection: Trainee = { name: 'projection', network: compared, optimizer, clip };
  const judged = judge(discriminatorOptions(config));
  const maps = network.featureChannels.length;
  const picture = { shape: [batch, size, size, colours], content: 'picture' } as const;

  /** For each feature map, vectors of the patches that chance chose. */
  function vectors(painter: Parameters, projector: Parameters, x: tf.Tensor4D, chance: tf.Tensor2D): tf.Tensor3D[] {
    return network.encode(painter, x).map((features, index) => {
      const places = tf.reshape(tf.slice(chance, [index, 0], [1, patches]), [patches]) as tf.Tensor1D;
      return compared.project(projector, index, samplePatches(features, places));
    });
  }
  const meanNce = (queries: readonly tf.Tensor3D[], keys: readonly tf.Tensor3D[]): tf.Scalar =>
    tf.mul(queries.map((query, index) => patchNce(query, keys[index]!)).reduce((sum, term) => tf.add(sum, term)), 1 / maps);

  return {
    initialState: (random) => ({ ...initialState(generator, random), ...initialState(projection, random) }),
    reads: judged.reads,
    inputs: { a: picture, b: picture, places: { shape: [maps, patches], content: 'uniform' }, ...judged.chance(batch) },
    run(state, inputs, learningRate) {
      const [a, b] = [tensor<tf.Tensor4D>(inputs, 'a'), tensor<tf.Tensor4D>(inputs, 'b')];
      const places = tensor<tf.Tensor2D>(inputs, 'places');
      const [painter, projector] = [parametersOf(generator, state), parametersOf(projection, state)];
      const sources = identity > 0 ? (tf.concat([a, b]) as tf.Tensor4D) : a;
      // The keys are what the queries are pulled towards, so no gradient goes through them.
      const keys = vectors(painter, projector, sources, places);
      const { loss, metrics, outputs, gradients } = differentiate({ painter, projector }, () => {
        const painted = network.apply(painter, sources);
        const fake = tf.slice(painted, [0, 0, 0, 0], [batch, -1, -1, -1]);
        const queries = vectors(painter, projector, painted, places);
        const half = (rows: tf.Tensor3D[], index: number) => rows.map((row) => tf.slice(row, [index * batch, 0, 0], [batch, -1, -1]));
        const parts = {
          adversarial: judged.fooled(fake, state, inputs),
          contrast: meanNce(half(queries, 0), half(keys, 0)),
          ...(identity > 0 ? { identity: meanNce(half(queries, 1), half(keys, 1)) } : {}),
        };
        const translated = tf.add(parts.adversarial, tf.mul(parts.contrast, contrast)) as tf.Scalar;
        return {
          loss: parts.identity ? tf.add(translated, tf.mul(parts.identity, identity)) : translated,
          metrics: { ...parts, change: l1(fake, a) },
          outputs: { fake },
        };
      });
      const painting = updateTrainee(generator, state, gradients.painter, learningRate);
      const projecting = updateTrainee(projection, state, gradients.projector, learningRate);
      return { state: { ...painting.state, ...projecting.state }, metrics: { loss, ...metrics, 'generator.gradientNorm': painting.gradientNorm }, outputs };
    },
  };
}

/** Takes `discriminator.real` and `discriminator.fake`; CUT has no pool. */
export const cutDiscriminatorStep = (config: CutConfig): TrainingStep => discriminatorStep(discriminatorOptions(config), config.batch, [config.size, config.size, colours]);

const discriminatorOptions = ({ adversary, clip }: CutConfig) => ({ name: 'discriminator', adversary, optimizer, clip });
