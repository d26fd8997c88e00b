import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { gradientError, scattered } from '../../networks/gradient-check.ts';
import { lowPassDifference, skyLoss, sparsity, structureLoss } from './night.ts';

const value = (scalar: tf.Tensor) => scalar.dataSync()[0]!;
const picture = (seed: number, batch = 1) => tf.add(0.5, tf.mul(scattered([batch, 48, 48, 3], seed), 0.4)) as tf.Tensor4D;
const plain = (level: number) => tf.fill([1, 32, 32, 3], level) as tf.Tensor4D;

describe('lowPassDifference', () => {
  it('sees light and not texture, in the pictures that count', () => {
    const dark = tf.zeros([2, 48, 48, 3]) as tf.Tensor4D;
    const light = tf.add(dark, tf.tensor4d([0.1, 0.3], [2, 1, 1, 1])) as tf.Tensor4D;
    // Three blurs, a batch of two; where the wanted light is 0.1, a difference counts 1.4 times.
    expect(value(lowPassDifference(light, dark, tf.tensor1d([1, 0])))).toBeCloseTo((3 * 0.1) / 2, 4);
    expect(value(lowPassDifference(light, dark, tf.tensor1d([0, 1])))).toBeCloseTo((3 * 0.3) / 2, 4);
    expect(value(lowPassDifference(dark, light, tf.tensor1d([1, 0])))).toBeCloseTo((1.4 * 3 * 0.1) / 2, 4);
    const texture = (seed: number) => tf.mul(picture(seed), 0.2) as tf.Tensor4D;
    expect(value(lowPassDifference(texture(1), texture(2), tf.tensor1d([1])))).toBeLessThan(0.08);
  });
});

describe('structureLoss', () => {
  it('forgives darkness and punishes other edges', () => {
    const day = picture(3);
    expect(value(structureLoss(day, day))).toBeLessThan(0.01);
    expect(value(structureLoss(day, tf.mul(tf.pow(day, 1.5), 0.5)))).toBeLessThan(0.15);
    expect(value(structureLoss(day, picture(4)))).toBeGreaterThan(0.7);
    expect(value(structureLoss(day, tf.sub(1, day)))).toBeGreaterThan(1.3);
  });

  it('counts the pictures of a batch that are named', () => {
    const [two, others] = [tf.concat([picture(3), picture(4)]), tf.concat([picture(3), picture(5)])] as [tf.Tensor4D, tf.Tensor4D];
    expect(value(structureLoss(two, others, tf.tensor1d([1, 0])))).toBeLessThan(0.01);
    expect(value(structureLoss(two, others, tf.tensor1d([0, 1])))).toBeGreaterThan(0.3);
    expect(value(structureLoss(two, others, tf.tensor1d([1, 1])))).toBeCloseTo(value(structureLoss(two, others)), 5);
  });

  it('has the gradient that finite differences show', () => {
    const day = picture(3);
    expect(gradientError((x) => structureLoss(x as tf.Tensor4D, day), [picture(5)], 2e-3)).toBeLessThan(2e-2);
  });
});

describe('skyLoss', () => {
  const sky = tf.concat([tf.ones([1, 16, 32, 1]), tf.zeros([1, 16, 32, 1])], 1) as tf.Tensor4D;

  it('counts what is too bright, in the sky only, and lamps there far more', () => {
    const dark = tf.zerosLike(plain(0));
    const loss = (seen: tf.Tensor4D, emission: tf.Tensor4D) => value(skyLoss(seen, emission, sky, tf.tensor1d([0.1]))) - value(skyLoss(plain(0), dark, sky, tf.tensor1d([0.1])));
    expect(loss(plain(0.5), dark)).toBeCloseTo(0.5 * 0.37, 4);
    expect(loss(plain(0.1), dark)).toBe(0);
    const below = tf.mul(plain(0.5), tf.sub(1, sky)) as tf.Tensor4D;
    expect(loss(below, below)).toBe(0);
    expect(loss(plain(0.05), plain(0.2))).toBeCloseTo(0.5 * 3 * 0.2 ** (1 / 2.2), 1);
  });
});

it('sparsity prefers one lamp to a haze of the same light', () => {
  const lamp = tf.pad(tf.fill([1, 1, 1, 3], 1), [[0, 0], [9, 22], [3, 28], [0, 0]]) as tf.Tensor4D;
  expect(value(sparsity(lamp))).toBeLessThan(0.2 * value(sparsity(plain(1 / 1024))));
});
