import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { seedRandom } from '../trainer/random.ts';
import { gatedInpainter } from './gated-inpainter.ts';
import { scattered } from './gradient-check.ts';
import type { Layer } from './layer.ts';
import { countParameters, initialParameters, type Parameters, unpackParameters } from './parameters.ts';
import { patchDiscriminator } from './patch-discriminator.ts';
import { resnetGenerator, type ResnetGeneratorConfig } from './resnet-generator.ts';
import { unetGenerator } from './unet-generator.ts';

const random = seedRandom(1);
function parametersFor({ specs, buffers }: Pick<Layer, 'specs' | 'buffers'>): Parameters {
  const values = (some: Layer['specs']) => unpackParameters(some, tf.tensor1d(initialParameters(some, () => random.normal())));
  return { ...values(specs), ...(buffers.length > 0 ? values(buffers) : {}) };
}
const picture = (side: number, batch = 1) => scattered([batch, side, side, 3]) as tf.Tensor4D;
const range = (x: tf.Tensor) => [tf.min(x).dataSync()[0]!, tf.max(x).dataSync()[0]!] as const;

describe('resnetGenerator', () => {
  const config: ResnetGeneratorConfig = { width: 4, blocks: 3, upsampling: 'transposed', normalisation: 'instance' };

  it('has as many parameters as the reference at its settings', () => {
    const { specs } = resnetGenerator({ ...config, width: 64, blocks: 9 });
    // 11.378 M in the reference, of which 5,248 are biases that instance normalisation takes away again.
    expect(countParameters(specs)).toBe(11_378_179 - 5_248);
  });

  it.each([
    config,
    { ...config, upsampling: 'resize' },
    { ...config, normalisation: 'batch' },
  ] as const)('gives a picture of the same size within [-1, 1], with %j', (options) => {
    const generator = resnetGenerator(options);
    const y = generator.apply(parametersFor(generator), picture(12, 2));
    expect(y.shape).toEqual([2, 12, 12, 3]);
    const [low, high] = range(y);
    expect(low).toBeGreaterThan(-1);
    expect(high).toBeLessThan(1);
    expect(high - low).toBeGreaterThan(1e-4);
  });

  it('gives the features it declares', () => {
    const generator = resnetGenerator(config);
    const features = generator.encode(parametersFor(generator), picture(16));
    expect(features.map(({ shape }) => shape)).toEqual([[1, 16, 16, 3], [1, 8, 8, 8], [1, 4, 4, 16], [1, 4, 4, 16], [1, 4, 4, 16]]);
    expect(features.map(({ shape }) => shape[3])).toEqual(generator.featureChannels);
  });

  it('paints each picture of a batch by itself', () => {
    const generator = resnetGenerator(config);
    const parameters = parametersFor(generator);
    const both = generator.apply(parameters, picture(8, 2));
    const second = generator.apply(parameters, tf.slice(picture(8, 2), [1, 0, 0, 0]));
    expect(tf.max(tf.abs(tf.sub(tf.slice(both, [1, 0, 0, 0]), second))).dataSync()[0]).toBeLessThan(1e-5);
  });
});

describe('unetGenerator', () => {
  it('gives a picture of the same size, and drops by chance', () => {
    const generator = unetGenerator({ width: 4, depth: 3, normalisation: 'instance' });
    const parameters = parametersFor(generator);
    const y = generator.apply(parameters, picture(16));
    expect(y.shape).toEqual([1, 16, 16, 3]);
    expect(generator.noise).toBe(4);
    const with1 = generator.apply(parameters, picture(16), tf.tensor2d([[0.9, 0.1, 0.7, 0.3]]));
    expect(with1.dataSync()).not.toEqual(y.dataSync());
    expect(generator.apply(parameters, picture(16), tf.tensor2d([[0.8, 0.2, 0.6, 0.4]])).dataSync()).toEqual(with1.dataSync());
  });

  it('has as many parameters as the reference at its settings', () => {
    const { specs } = unetGenerator({ width: 64, depth: 8, normalisation: 'batch' });
    // 54.414 M in the reference, which leaves out biases before batch normalisation.
    expect(countParameters(specs) / 54.414e6).toBeCloseTo(1, 3);
  });
});

describe('patchDiscriminator', () => {
  it('judges 30 x 30 patches of 70 x 70 pixels in a picture of 256', () => {
    const halvings = [4, 4, 4].reduce((side) => side / 2, 256);
    expect(halvings - 2).toBe(30);
    const { specs } = patchDiscriminator({ width: 64, halvings: 3, normalisation: 'instance', spectral: false });
    // 2.765 M in the reference, of which 896 are biases that instance normalisation takes away again.
    expect(countParameters(specs)).toBe(2_764_737 - 896);
  });

  it.each([
    ['none', true],
    ['instance', false],
    ['batch', true],
  ] as const)('gives a logit a patch, with normalisation %s and spectral %s', (normalisation, spectral) => {
    const discriminator = patchDiscriminator({ width: 4, halvings: 2, normalisation, spectral, channels: 4 });
    const y = discriminator.apply(parametersFor(discriminator), scattered([2, 16, 24, 4]) as tf.Tensor4D);
    expect(y.shape).toEqual([2, 2, 4, 1]);
  });
});

describe('gatedInpainter', () => {
  it('gives a picture within [-1, 1] that depends on the mask', () => {
    const inpainter = gatedInpainter({ width: 4, dilations: [2, 3] });
    const parameters = parametersFor(inpainter);
    const known = picture(12);
    const paint = (mask: number) => inpainter.apply(parameters, tf.concat([known, tf.fill([1, 12, 12, 1], mask)], 3) as tf.Tensor4D);
    expect(paint(0).shape).toEqual([1, 12, 12, 3]);
    expect(paint(0).dataSync()).not.toEqual(paint(1).dataSync());
    expect(Math.max(...range(paint(1)).map(Math.abs))).toBeLessThan(1);
  });
});
