import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { leavePositions, takePositions } from './positions.ts';

const square = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const batch = (count: number) => tf.tensor4d(Array.from({ length: count }, () => square).flat(), [count, 3, 3, 1]);
const picturesOf = (x: tf.Tensor4D) => tf.unstack(x).map((picture) => Array.from(picture.dataSync()).join(''));

/** Every position once. */
const eachOnce = tf.tensor2d(Array.from({ length: 8 }, (_, position) => [0, 1, 2].map((bit) => ((position >> bit) & 1 ? 0.9 : 0.1))));

describe('positions', () => {
  it('are eight, which chance draws from for every picture', () => {
    const pictures = picturesOf(takePositions(batch(8), eachOnce));
    expect(pictures).toEqual(['123456789', '321654987', '789456123', '987654321', '147258369', '369258147', '741852963', '963852741']);
    expect(picturesOf(takePositions(batch(2), tf.tensor2d([[0.49, 0.51, 0.99], [0, 0, 0.2]])))).toEqual(['741852963', '123456789']);
  });

  it('are left again', () => {
    expect(picturesOf(leavePositions(takePositions(batch(8), eachOnce), eachOnce))).toEqual(picturesOf(batch(8)));
  });
});
