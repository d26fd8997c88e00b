import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { gatedInpainter } from '../../networks/gated-inpainter.ts';
import { scattered } from '../../networks/gradient-check.ts';
import { initialParameters, unpackParameters } from '../../networks/parameters.ts';
import { resnetGenerator } from '../../networks/resnet-generator.ts';
import { runNetwork } from '../../testing/run-network.ts';
import { seedRandom } from '../random.ts';
import { inpainterModel } from './export-inpainter.ts';
import { translatorModel } from './export-translator.ts';

const random = seedRandom(3);
const unit = (x: tf.Tensor): tf.Tensor4D => tf.div(tf.sub(x, tf.min(x)), tf.sub(tf.max(x), tf.min(x)));
const planes = (x: tf.Tensor4D) => ({ shape: [0, 3, 1, 2].map((axis) => x.shape[axis]!), values: tf.transpose(x, [0, 3, 1, 2]).dataSync() as Float32Array });

async function outputOf(model: Uint8Array, feeds: Record<string, tf.Tensor4D>): Promise<tf.Tensor4D> {
  const { output } = await runNetwork(model, Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, planes(tensor)])));
  const { shape, values } = output!;
  return tf.transpose(tf.tensor4d(values, [...shape] as [number, number, number, number]), [0, 2, 3, 1]);
}
const difference = (a: tf.Tensor, b: tf.Tensor): number => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!;

beforeAll(() => tf.setBackend('cpu'));

describe('an exported model does what the network that was trained does, at another size', () => {
  it.each(['transposed', 'resize'] as const)('a translator with %s upsampling', async (upsampling) => {
    const config = { width: 3, blocks: 1, upsampling, normalisation: 'instance' } as const;
    const network = resnetGenerator(config);
    const values = initialParameters(network.specs, () => 5 * random.normal());
    const picture = unit(scattered([1, 20, 28, 3]));
    const expected = tf.div(tf.add(network.apply(unpackParameters(network.specs, tf.tensor1d(values)), tf.sub(tf.mul(picture, 2), 1)), 1), 2);
    const got = await outputOf(translatorModel(config, values), { input: picture });
    expect(got.shape).toEqual([1, 20, 28, 3]);
    expect(difference(expected, got)).toBeLessThan(1e-4);
    expect(difference(got, picture)).toBeGreaterThan(0.1);
  });

  it('an inpainter, which leaves the rest of the picture alone', async () => {
    const config = { width: 3, dilations: [2] };
    const network = gatedInpainter(config);
    const values = initialParameters(network.specs, () => random.normal());
    const picture = unit(scattered([1, 16, 24, 3]));
    const mask = tf.pad(tf.ones([1, 5, 9, 1]), [[0, 0], [3, 8], [6, 9], [0, 0]]) as tf.Tensor4D;
    const known = tf.mul(tf.sub(tf.mul(picture, 2), 1), tf.sub(1, mask));
    const painted = tf.div(tf.add(network.apply(unpackParameters(network.specs, tf.tensor1d(values)), tf.concat([known, mask], 3) as tf.Tensor4D), 1), 2);
    const got = await outputOf(inpainterModel(config, values), { input: picture, mask });
    expect(difference(tf.mul(got, mask), tf.mul(painted, mask))).toBeLessThan(1e-4);
    expect(difference(tf.mul(got, tf.sub(1, mask)), tf.mul(picture, tf.sub(1, mask)))).toBe(0);
    expect(difference(got, picture)).toBeGreaterThan(0.01);
  });
});

/** One of 8 bits. */
const step = 1 / 255;

describe('a model kept in 16 bits is half as large and does nearly the same', () => {
  it.each(['transposed', 'resize'] as const)('a translator with %s upsampling', async (upsampling) => {
    const config = { width: 12, blocks: 3, upsampling, normalisation: 'instance' } as const;
    const network = resnetGenerator(config);
    const values = initialParameters(network.specs, () => 5 * random.normal());
    const picture = unit(scattered([1, 20, 28, 3]));
    const expected = tf.div(tf.add(network.apply(unpackParameters(network.specs, tf.tensor1d(values)), tf.sub(tf.mul(picture, 2), 1)), 1), 2);
    const model = translatorModel(config, values, true);
    expect(model.length).toBeLessThan(0.6 * translatorModel(config, values).length);
    const lost = tf.abs(tf.sub(expected, await outputOf(model, { input: picture })));
    expect(tf.max(lost).dataSync()[0]).toBeLessThan(1.5 * step);
    expect(tf.mean(lost).dataSync()[0]).toBeLessThan(0.2 * step);
  });

  it('an inpainter', async () => {
    const config = { width: 8, dilations: [2, 4] };
    const network = gatedInpainter(config);
    const values = initialParameters(network.specs, () => 3 * random.normal());
    const picture = unit(scattered([1, 16, 24, 3]));
    const mask = tf.pad(tf.ones([1, 5, 9, 1]), [[0, 0], [3, 8], [6, 9], [0, 0]]) as tf.Tensor4D;
    const known = tf.mul(tf.sub(tf.mul(picture, 2), 1), tf.sub(1, mask));
    const painted = tf.div(tf.add(network.apply(unpackParameters(network.specs, tf.tensor1d(values)), tf.concat([known, mask], 3) as tf.Tensor4D), 1), 2);
    const model = inpainterModel(config, values, true);
    expect(model.length).toBeLessThan(0.6 * inpainterModel(config, values).length);
    const got = await outputOf(model, { input: picture, mask });
    expect(difference(tf.mul(got, mask), tf.mul(painted, mask))).toBeLessThan(step);
    expect(difference(tf.mul(got, tf.sub(1, mask)), tf.mul(picture, tf.sub(1, mask)))).toBe(0);
  });
});
