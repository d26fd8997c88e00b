import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { seedRandom } from '../trainer/random.ts';
import { compactUpscaler, type CompactUpscalerConfig } from './compact-upscaler.ts';
import { scattered } from './gradient-check.ts';
import { leakyUpscaler } from './leaky-upscaler.ts';
import { countParameters, initialParameters, packParameters, type Parameters, unpackParameters } from './parameters.ts';

const learnt: CompactUpscalerConfig = { scale: 2, width: 4, depth: 2, activation: 'prelu', filters: 'plain', longSkip: true };
const leaky: CompactUpscalerConfig = { ...learnt, activation: 'leaky' };

it('gives what slopes of 0.1 gave, and forgets others', () => {
  const { specs } = compactUpscaler(learnt);
  const drawn = unpackParameters(specs, tf.tensor1d(initialParameters(specs, seedRandom(3).normal)));
  const alike: Parameters = Object.fromEntries(Object.entries(drawn).map(([name, values]) => [name, name.endsWith('.slope') ? tf.fill(values.shape, 0.1) : values]));
  const flat = packParameters(specs, alike).dataSync() as Float32Array;
  const fixed = leakyUpscaler(learnt, flat);
  expect(fixed).toEqual(leakyUpscaler(learnt, packParameters(specs, drawn).dataSync() as Float32Array));
  expect(fixed).toHaveLength(countParameters(compactUpscaler(leaky).specs));
  const picture = scattered([1, 5, 6, 3]) as tf.Tensor4D;
  const enlarge = (config: CompactUpscalerConfig, vector: Float32Array) => compactUpscaler(config).apply(unpackParameters(compactUpscaler(config).specs, tf.tensor1d(vector)), picture);
  expect(tf.max(tf.abs(tf.sub(enlarge(learnt, flat), enlarge(leaky, fixed)))).dataSync()[0]).toBeLessThan(1e-6);
});

it('refuses another activation', () => {
  expect(() => leakyUpscaler(leaky, new Float32Array())).toThrow('expected PReLU');
});
