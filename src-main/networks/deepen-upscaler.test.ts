import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { seedRandom } from '../trainer/random.ts';
import { compactUpscaler, type CompactUpscalerConfig } from './compact-upscaler.ts';
import { canDeepen, deepenUpscaler } from './deepen-upscaler.ts';
import { scattered } from './gradient-check.ts';
import { initialParameters, unpackParameters } from './parameters.ts';

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

it('refuses what could not stay the same', () => {
  for (const config of [{ ...shallow, activation: 'leaky' }, { ...shallow, filters: 'collapsible' }] as const) {
    expect(canDeepen(config)).toBe(false);
    expect(() => deepenUpscaler(config, new Float32Array(), 4)).toThrow('expected plain filters, PReLU');
  }
  expect(() => deepenUpscaler(shallow, new Float32Array(), 1)).toThrow('at least 2 hidden');
});
