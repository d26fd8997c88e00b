import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { seedRandom } from '../trainer/random.ts';
import { compactUpscaler, type CompactUpscalerConfig } from './compact-upscaler.ts';
import { canDeepen, deepenUpscaler } from './deepen-upscaler.ts';
import { scattered } from './gradient-check.ts';
import { initialParameters, packParameters, unpackParameters } from './parameters.ts';

const shallow: CompactUpscalerConfig = { scale: 2, width: 4, depth: 2, activation: 'prelu', filters: 'plain', longSkip: true };

it('gives with more layers what the network gave, and can learn in each of them', () => {
  const values = initialParameters(compactUpscaler(shallow).specs, seedRandom(3).normal);
  const picture = scattered([1, 5, 6, 3]) as tf.Tensor4D;
  const enlarge = (depth: number, vector: tf.Tensor) => {
    const { specs, apply } = compactUpscaler({ ...shallow, depth });
    return apply(unpackParameters(specs, vector), picture);
  };
  const deeper = tf.tensor1d(deepenUpscaler(shallow, values, 4));
  expect(tf.max(tf.abs(tf.sub(enlarge(2, tf.tensor1d(values)), enlarge(4, deeper)))).dataSync()[0]).toBeLessThan(1e-6);
  const gradient = unpackParameters(compactUpscaler({ ...shallow, depth: 4 }).specs, tf.grad((vector) => tf.sum(tf.square(enlarge(4, vector))))(deeper));
  for (const name of ['body2.filter', 'body3.filter', 'body3.slope']) expect(tf.max(tf.abs(gradient[name]!)).dataSync()[0]).toBeGreaterThan(1e-3);
  expect(deepenUpscaler(shallow, values, 2)).toEqual(values);
});

it('changes with leaky ReLU only what is negative behind the last hidden convolution', () => {
  const config: CompactUpscalerConfig = { ...shallow, activation: 'leaky', longSkip: false };
  const { specs } = compactUpscaler(config);
  const values = initialParameters(specs, seedRandom(5).normal);
  const enlarge = (of: CompactUpscalerConfig, vector: Float32Array) =>
    compactUpscaler(of).apply(unpackParameters(compactUpscaler(of).specs, tf.tensor1d(vector)), scattered([1, 5, 6, 3]) as tf.Tensor4D);
  const change = (from: Float32Array) => tf.max(tf.abs(tf.sub(enlarge(config, from), enlarge({ ...config, depth: 4 }, deepenUpscaler(config, from, 4))))).dataSync()[0]!;
  // Biases so high that nothing is negative there.
  const positive = packParameters(specs, { ...unpackParameters(specs, tf.tensor1d(values)), 'body1.bias': tf.fill([4], 100) }).dataSync() as Float32Array;
  expect(change(positive)).toBeLessThan(1e-4);
  expect(change(values)).toBeGreaterThan(1e-3);
});

it('refuses what could not stay the same', () => {
  const config: CompactUpscalerConfig = { ...shallow, filters: 'collapsible' };
  expect(canDeepen(config)).toBe(false);
  expect(() => deepenUpscaler(config, new Float32Array(), 4)).toThrow('expected plain filters');
  expect(() => deepenUpscaler(shallow, new Float32Array(), 1)).toThrow('at least 2 hidden');
});
