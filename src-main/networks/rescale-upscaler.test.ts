import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { seedRandom } from '../trainer/random.ts';
import { compactUpscaler } from './compact-upscaler.ts';
import { scattered } from './gradient-check.ts';
import { initialParameters, unpackParameters } from './parameters.ts';
import { rescaleUpscaler } from './rescale-upscaler.ts';

it('gives at another scale what the network gave, its pixels repeated', () => {
  const config = { scale: 2, width: 3, depth: 1, activation: 'prelu', filters: 'collapsible', longSkip: true } as const;
  const values = initialParameters(compactUpscaler(config).specs, seedRandom(2).normal);
  const picture = scattered([1, 4, 5, 3]) as tf.Tensor4D;
  const enlarge = (scale: number, vector: Float32Array) => {
    const { specs, apply } = compactUpscaler({ ...config, scale });
    return apply(unpackParameters(specs, tf.tensor1d(vector)), picture);
  };
  const twice = enlarge(2, values);
  const repeated = tf.image.resizeNearestNeighbor(twice, [16, 20]);
  const four = enlarge(4, rescaleUpscaler(config, values, 4));
  expect(tf.max(tf.abs(tf.sub(repeated, four))).dataSync()[0]).toBeLessThan(1e-6);
  expect(rescaleUpscaler(config, values, 2)).toEqual(values);
});
