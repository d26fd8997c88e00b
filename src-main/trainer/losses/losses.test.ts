import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { gradientError, scattered } from '../../networks/gradient-check.ts';
import { adversarialLosses } from './adversarial.ts';
import { luma } from './luma.ts';
import { patchNce, samplePatches } from './patch-nce.ts';
import { charbonnier, l1, logL1, maskedL1, totalVariation } from './reconstruction.ts';

const value = (scalar: tf.Scalar) => scalar.dataSync()[0]!;
const [real, fake] = [tf.tensor1d([2, -0.5]), tf.tensor1d([0.25, -3])];

describe('adversarial losses', () => {
  it('lsgan is the mean square from 1 and 0', () => {
    expect(value(adversarialLosses.lsgan.generator(fake))).toBeCloseTo((0.75 ** 2 + 4 ** 2) / 2, 6);
    expect(value(adversarialLosses.lsgan.discriminator(real, fake))).toBeCloseTo(((1 + 1.5 ** 2) / 2 + (0.25 ** 2 + 9) / 2) / 2, 6);
  });

  it('vanilla is the cross-entropy of a sigmoid', () => {
    const entropy = (logit: number, target: 0 | 1) => -Math.log(target === 1 ? 1 / (1 + Math.exp(-logit)) : 1 / (1 + Math.exp(logit)));
    expect(value(adversarialLosses.vanilla.generator(fake))).toBeCloseTo((entropy(0.25, 1) + entropy(-3, 1)) / 2, 6);
    const both = (entropy(2, 1) + entropy(-0.5, 1)) / 2 + (entropy(0.25, 0) + entropy(-3, 0)) / 2;
    expect(value(adversarialLosses.vanilla.discriminator(real, fake))).toBeCloseTo(both / 2, 6);
  });

  it('vanilla is finite and steep where a sigmoid would be flat', () => {
    expect(value(adversarialLosses.vanilla.generator(tf.tensor1d([-200])))).toBeCloseTo(200, 4);
    expect(tf.grad((x) => adversarialLosses.vanilla.generator(x))(tf.tensor1d([-200])).dataSync()[0]).toBeCloseTo(-1, 6);
  });

  it('hinge forgets answers that are right by a margin', () => {
    expect(value(adversarialLosses.hinge.generator(fake))).toBeCloseTo(2.75 / 2, 6);
    expect(value(adversarialLosses.hinge.discriminator(real, fake))).toBeCloseTo((0 + 1.5) / 2 + (1.25 + 0) / 2, 6);
  });
});

describe('reconstruction losses', () => {
  const a = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 2, 2]);
  const b = tf.tensor4d([1.5, 2, 2, 4, 5, 2, 7, 8], [1, 2, 2, 2]);

  it('l1 is the mean absolute difference', () => {
    expect(value(l1(a, b))).toBeCloseTo(5.5 / 8, 6);
  });

  it('log l1 moves each picture by its own measure', () => {
    const [easy, hard] = [tf.fill([1, 1, 2, 1], 0.01), tf.fill([1, 1, 2, 1], 0.4)] as [tf.Tensor4D, tf.Tensor4D];
    const [pictures, truth] = [tf.concat([easy, hard]), tf.zeros([2, 1, 2, 1])] as [tf.Tensor4D, tf.Tensor4D];
    expect(value(logL1(pictures, truth))).toBeCloseTo((Math.log(0.0101) + Math.log(0.4001)) / 2, 5);
    const [one, , another] = tf.grad((x) => logL1(x as tf.Tensor4D, truth))(pictures).dataSync();
    expect(one! / another!).toBeCloseTo(0.4001 / 0.0101, 3);
  });

  it('charbonnier is l1 rounded off near 0', () => {
    expect(value(charbonnier(tf.tensor1d([3, 0]), tf.tensor1d([0, 0]), 4))).toBeCloseTo((5 + 4) / 2, 6);
  });

  it('masked l1 counts only what the mask selects', () => {
    const mask = tf.tensor4d([0, 1, 1, 0], [1, 2, 2, 1]);
    expect(value(maskedL1(a, b, mask))).toBeCloseTo((1 + 4) / 4, 6);
    expect(value(maskedL1(a, b, tf.zeros([1, 2, 2, 1])))).toBe(0);
  });

  it('luma is a mean of three colours', () => {
    const green = luma(tf.tensor4d([0, 0.5, 0, 1, 1, 1], [1, 1, 2, 3]));
    expect(green.shape).toEqual([1, 1, 2, 1]);
    expect(green.dataSync()[0]).toBeCloseTo(0.587 / 2, 6);
    expect(green.dataSync()[1]).toBeCloseTo(1, 6);
  });

  it('total variation adds the differences of neighbours', () => {
    expect(value(totalVariation(tf.tensor4d([1, 4, 2, 9], [1, 2, 2, 1])))).toBeCloseTo((1 + 5) / 2 + (3 + 7) / 2, 6);
  });
});

describe('PatchNCE', () => {
  it('samples the features at the places that chance names', () => {
    const features = tf.tensor4d([10, 11, 20, 21, 30, 31, 40, 41, 50, 51, 60, 61], [1, 2, 3, 2]);
    expect([...samplePatches(features, tf.tensor1d([0.99, 0, 0.35])).dataSync()]).toEqual([60, 61, 10, 11, 30, 31]);
  });

  it('is the cross-entropy over similarities', () => {
    const queries = tf.tensor3d([0.6, 0.8, 1, 0], [1, 2, 2]);
    const keys = tf.tensor3d([0, 1, 0.8, 0.6], [1, 2, 2]);
    const entropy = (own: number, other: number) => -Math.log(Math.exp(own / 0.07) / (Math.exp(own / 0.07) + Math.exp(other / 0.07)));
    expect(value(patchNce(queries, keys))).toBeCloseTo((entropy(0.8, 0.96) + entropy(0.8, 0)) / 2, 4);
  });

  it('has the gradient that finite differences show', () => {
    const chance = tf.tensor1d([0.1, 0.4, 0.8]);
    const keys = scattered([2, 3, 2], 4) as tf.Tensor3D;
    const loss = (features: tf.Tensor) => patchNce(samplePatches(tf.mul(features, 0.1) as tf.Tensor4D, chance), keys);
    expect(gradientError((features) => loss(features!), [scattered([2, 3, 4, 2])])).toBeLessThan(5e-3);
  });
});
