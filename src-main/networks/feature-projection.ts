/** @file The small networks that compare features in PatchNCE: two dense layers for each feature map (Park et al. 2020). Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';
import { declaredSpecs, type Layer } from './layer.ts';
import { constant, normal, parameter, type Parameters } from './parameters.ts';

export type FeatureProjection = Omit<Layer, 'apply'> & {
  /** Batch x patches x channels of feature map `index` to batch x patches x `size`, each row of length 1. */
  project(parameters: Parameters, index: number, patches: tf.Tensor3D): tf.Tensor3D;
};

export function featureProjection(featureChannels: readonly number[], size: number): FeatureProjection {
  const name = (index: number, layer: number) => `map${index}.dense${layer}`;
  const dense = (index: number, layer: number, from: number) => [
    { name: `${name(index, layer)}.weights`, shape: [from, size], init: normal(0.02) },
    { name: `${name(index, layer)}.bias`, shape: [size], init: constant(0) },
  ];
  return {
    ...declaredSpecs(featureChannels.flatMap((channels, index) => [...dense(index, 0, channels), ...dense(index, 1, size)])),
    project(parameters, index, patches) {
      const [batch, count, channels] = patches.shape;
      const layer = (x: tf.Tensor, number: number) =>
        tf.add(tf.matMul(x, parameter(parameters, `${name(index, number)}.weights`)), parameter(parameters, `${name(index, number)}.bias`));
      const projected = layer(tf.relu(layer(tf.reshape(patches, [batch * count, channels]), 0)), 1);
      const length = tf.sqrt(tf.add(tf.sum(tf.square(projected), 1, true), 1e-12));
      return tf.reshape(tf.div(projected, length), [batch, count, size]);
    },
  };
}
