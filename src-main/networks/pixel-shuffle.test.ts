import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { gradientError, scattered } from './gradient-check.ts';
import { pixelShuffle } from './pixel-shuffle.ts';

describe('pixelShuffle', () => {
  it('lays the channels of a pixel out as rows of a block', () => {
    const x = tf.tensor4d([0, 1, 2, 3, 10, 11, 12, 13], [1, 1, 2, 4]);
    expect([...pixelShuffle(x, 2).dataSync()]).toEqual([0, 1, 10, 11, 2, 3, 12, 13]);
  });

  it.each([2, 3])('has the gradient that finite differences show, at scale %i', (scale) => {
    const x = scattered([2, 2, 3, scale * scale * 3]);
    expect(gradientError((input) => pixelShuffle(input as tf.Tensor4D, scale), [x])).toBeLessThan(1e-3);
  });
});
