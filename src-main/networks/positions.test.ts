import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { leavePositions, takePositions } from './positions.ts';

const square = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const batch = (count: number) => tf.tensor4d(Array.from({ length: count }, () => square).flat(), [count, 3, 3, 1]);
const picturesOf = (x: tf.Tensor4D) => tf.unstack(x).map((picture) => Array.from(picture.dataSync()).join(''));

describe('positions', () => {
  it('are eight, and begin anew with the ninth picture', () => {
    const pictures = picturesOf(takePositions(batch(9)));
    expect(pictures).toEqual(['123456789', '321654987', '789456123', '987654321', '147258369', '369258147', '741852963', '963852741', '123456789']);
  });

  it('are left again', () => {
    expect(picturesOf(leavePositions(takePositions(batch(8))))).toEqual(picturesOf(batch(8)));
  });
});
