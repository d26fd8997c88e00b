import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { gradientError, scattered } from '../../networks/gradient-check.ts';
import { colourDistance, cumulativeDistance, directions, patchDistance, patchSize } from './distribution.ts';

const value = (scalar: tf.Tensor) => scalar.dataSync()[0]!;
const column = (...numbers: number[]) => tf.tensor3d(numbers, [1, numbers.length, 1]);
const uniform = (shape: number[], seed: number) => tf.mul(tf.add(scattered(shape, seed), 1), 0.4999);

describe('cumulativeDistance', () => {
  it('is the distance of sorted numbers, whatever their order', () => {
    const [a, b] = [column(0.1, 0.9, 0.4, 0.2, 0.7), column(0.6, 0.3, 0.2, 0.95, 0.45)];
    // |.1 - .2| + |.2 - .3| + |.4 - .45| + |.7 - .6| + |.9 - .95|, a fifth of it; soft counting smooths it a little.
    expect(value(cumulativeDistance(a, b))).toBeGreaterThan(0.06);
    expect(value(cumulativeDistance(a, b))).toBeLessThan(0.085);
    expect(value(cumulativeDistance(a, column(0.9, 0.7, 0.4, 0.2, 0.1)))).toBeLessThan(1e-6);
  });

  it('is the shift of numbers that are shifted, below the distance of thresholds too', () => {
    const spread = Array.from({ length: 100 }, (_, index) => index / 99);
    for (const shift of [0.005, 0.02, 0.3]) {
      const moved = value(cumulativeDistance(column(...spread.map((number) => number + shift)), column(...spread)));
      expect(moved / shift).toBeGreaterThan(0.85);
      expect(moved / shift).toBeLessThan(1.05);
    }
  });

  it('feels rare values more where tails count', () => {
    const dark = Array.from({ length: 200 }, (_, index) => index / 1000);
    const lamps = dark.with(0, 1).with(1, 0.9);
    const [plain, tails] = [false, true].map((weighted) => value(cumulativeDistance(column(...dark), column(...lamps), weighted)));
    expect(tails! / plain!).toBeGreaterThan(2);
  });

  it('has the gradient that finite differences show', () => {
    const target = scattered([2, 30, 2], 9) as tf.Tensor3D;
    // Bounds that both hold make the thresholds stay where they are.
    const bounds = tf.tile(tf.tensor3d([-2, 2], [1, 2, 1]), [2, 1, 2]);
    const joined = (x: tf.Tensor) => tf.concat([x, bounds], 1) as tf.Tensor3D;
    expect(gradientError((x) => cumulativeDistance(joined(x!), joined(target), true), [scattered([2, 30, 2], 3)])).toBeLessThan(2e-2);
  });
});

describe('distances of pictures', () => {
  const picture = uniform([1, 32, 32, 3], 1) as tf.Tensor4D;
  const along = (size: number) => directions(uniform([2, 4, size], 6) as tf.Tensor3D);

  it('have directions of unit length that point everywhere', () => {
    const drawn = directions(uniform([2, 50, 3], 2) as tf.Tensor3D);
    for (const length of tf.sum(tf.square(drawn), 1).dataSync()) expect(length).toBeCloseTo(1, 4);
    for (const mean of tf.mean(drawn, 0).dataSync()) expect(Math.abs(mean)).toBeLessThan(0.25);
  });

  it('of colours, do not mind where they lie', () => {
    const turned = tf.reverse(picture, [1, 2]) as tf.Tensor4D;
    expect(value(colourDistance(picture, turned, along(3)))).toBeLessThan(1e-5);
    expect(value(colourDistance(picture, tf.mul(picture, tf.tensor1d([1, 0.7, 0.4])), along(3)))).toBeGreaterThan(0.05);
  });

  it('of patches, do not mind where they lie, but know texture from its pixels in another order', () => {
    const wave = tf.add(0.5, tf.mul(tf.sin(tf.mul(tf.range(0, 32), Math.PI / 4)), 0.4));
    const smooth = tf.tile(tf.reshape(wave, [1, 1, 32, 1]), [1, 32, 1, 3]) as tf.Tensor4D;
    const rolled = tf.concat([tf.slice(smooth, [0, 0, 4, 0]), tf.slice(smooth, [0, 0, 0, 0], [1, 32, 4, 3])], 2) as tf.Tensor4D;
    const noisy = tf.reshape(tf.gather(tf.reshape(smooth, [1024, 3]), tf.tensor1d(Array.from({ length: 1024 }, (_, index) => (index * 389) % 1024), 'int32')), [1, 32, 32, 3]) as tf.Tensor4D;
    const distance = (other: tf.Tensor4D) => value(patchDistance(smooth, other, along(patchSize)));
    expect(distance(smooth)).toBeLessThan(1e-6);
    expect(distance(noisy)).toBeGreaterThan(0.05);
    expect(distance(rolled)).toBeLessThan(0.5 * distance(noisy));
  });
});
