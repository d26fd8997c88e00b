import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { gradientError, scattered } from './gradient-check.ts';
import { reflectPad } from './reflect-pad.ts';

describe('reflectPad', () => {
  it('mirrors without repeating the border', () => {
    const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
    const padded = reflectPad(x, 1).dataSync();
    expect([...padded]).toEqual([5, 4, 5, 6, 5, 2, 1, 2, 3, 2, 5, 4, 5, 6, 5, 8, 7, 8, 9, 8, 5, 4, 5, 6, 5]);
  });

  it.each([1, 2, 3])('has the gradient that finite differences show, at %i pixels', (pad) => {
    const x = scattered([2, 4, 5, 3]);
    expect(gradientError((input) => reflectPad(input as tf.Tensor4D, pad), [x])).toBeLessThan(1e-3);
  });

  it('refuses a picture that is not larger than its padding', () => {
    expect(() => reflectPad(tf.zeros([1, 3, 5, 1]), 3)).toThrow('expected a picture larger than its padding of 3, got 5 x 3');
  });
});
