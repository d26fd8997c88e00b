import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { seedRandom } from '../trainer/random.ts';
import { compactUpscaler, type CompactUpscalerConfig } from './compact-upscaler.ts';
import { scattered } from './gradient-check.ts';
import { countParameters, initialParameters, packParameters, unpackParameters } from './parameters.ts';

const small: CompactUpscalerConfig = { scale: 2, width: 4, depth: 2, activation: 'prelu', filters: 'plain', longSkip: false };
const zeros = (length: number) => tf.zeros([length]);

describe('compactUpscaler', () => {
  it('has the parameters of the network it was measured as', () => {
    expect(countParameters(compactUpscaler({ ...small, width: 48, depth: 6 }).specs)).toBe(131_580);
  });

  it.each([2, 3])('repeats pixels at scale %i while it knows nothing', (scale) => {
    const { specs, apply } = compactUpscaler({ ...small, scale });
    const x = scattered([2, 3, 4, 3]) as tf.Tensor4D;
    const output = apply(unpackParameters(specs, zeros(countParameters(specs))), x);
    expect(output.shape).toEqual([2, 3 * scale, 4 * scale, 3]);
    expect([...output.dataSync()]).toEqual([...tf.image.resizeNearestNeighbor(x, [3 * scale, 4 * scale]).dataSync()]);
  });

  it.each([
    { ...small, activation: 'leaky' },
    { ...small, filters: 'collapsible', longSkip: true },
    { ...small, filters: 'edge-oriented' },
  ] as const)('uses all of its parameters, with %j', (config) => {
    const { specs, apply } = compactUpscaler(config);
    const random = seedRandom(2);
    const parameters = unpackParameters(specs, tf.tensor1d(initialParameters(specs, () => random.normal())));
    const x = scattered([2, 4, 5, 3]) as tf.Tensor4D;
    const gradients = tf.grads((...values) => {
      const named = Object.fromEntries(specs.map((spec, index) => [spec.name, values[index]!]));
      return tf.sum(tf.mul(apply(named, x), scattered([2, 8, 10, 3], 3)));
    })(specs.map((spec) => parameters[spec.name]!));
    for (const gradient of gradients) expect(tf.min(tf.abs(gradient)).dataSync()[0]).toBeGreaterThan(0);
  });
});

describe('packParameters', () => {
  it('undoes unpacking', () => {
    const { specs } = compactUpscaler(small);
    const vector = scattered([countParameters(specs)]);
    expect(packParameters(specs, unpackParameters(specs, vector)).dataSync()).toEqual(vector.dataSync());
  });
});
