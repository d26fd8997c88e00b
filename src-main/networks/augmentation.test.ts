import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { augment, augmentationNoise } from './augmentation.ts';
import { gradientError, scattered } from './gradient-check.ts';

const x = scattered([2, 8, 16, 3]) as tf.Tensor4D;
/** brightness, saturation, contrast, down, across, row and column of the hole. */
const chance = (values: readonly number[]) => tf.tensor2d([...values, ...values], [2, augmentationNoise]);
/** Nothing changes but a hole of 3 x 7 pixels around row 0 and column 0. */
const still = [0.5, 0.5, 0.5, 0.5, 0.5, 0, 0];

describe('augment', () => {
  it('leaves the picture alone at the middle of its chances, but for the hole', () => {
    const changed = tf.abs(tf.sub(augment(x, chance(still)), x));
    expect(tf.max(tf.slice(changed, [0, 2, 0, 0])).dataSync()[0]).toBeLessThan(1e-6);
    expect(tf.max(tf.slice(changed, [0, 0, 4, 0])).dataSync()[0]).toBeLessThan(1e-6);
    expect(tf.max(tf.abs(tf.slice(augment(x, chance(still)), [0, 0, 0, 0], [2, 2, 4, 3]))).dataSync()[0]).toBe(0);
  });

  it('moves down and across by up to an eighth', () => {
    const moved = augment(x, chance([0.5, 0.5, 0.5, 0.99, 0.99, 0, 0]));
    const difference = tf.sub(tf.slice(moved, [0, 3, 6, 0]), tf.slice(x, [0, 2, 4, 0], [2, 5, 10, 3]));
    expect(tf.max(tf.abs(difference)).dataSync()[0]).toBeLessThan(1e-6);
  });

  it('brightens, fades to grey and flattens', () => {
    const corner = (values: readonly number[]) => tf.slice(augment(x, chance(values)), [0, 4, 8, 0], [1, 1, 1, 3]).dataSync();
    const [red, green, blue] = tf.slice(x, [0, 4, 8, 0], [1, 1, 1, 3]).dataSync() as unknown as [number, number, number];
    expect(corner([0.9, ...still.slice(1)])[1]).toBeCloseTo(green + 0.4, 5);
    const grey = corner([0.5, 0, ...still.slice(2)]);
    expect(grey[0]).toBeCloseTo((red + green + blue) / 3, 5);
    expect(grey[2]).toBeCloseTo((red + green + blue) / 3, 5);
    const mean = tf.mean(tf.slice(x, [0, 0, 0, 0], [1])).dataSync()[0]!;
    expect(corner([0.5, 0.5, 0, ...still.slice(3)])[2]).toBeCloseTo(mean + (blue - mean) / 2, 5);
  });

  it('has the gradient that finite differences show', () => {
    const noise = chance([0.2, 0.8, 0.3, 0.1, 0.9, 0.5, 0.6]);
    expect(gradientError((input) => augment(input as tf.Tensor4D, noise), [x])).toBeLessThan(2e-3);
  });
});
