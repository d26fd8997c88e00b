/** @file The eight ways in which a square lies on its place, of the pictures of a batch. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';

type Move = (x: tf.Tensor4D) => tf.Tensor4D;

/** Each is its own inverse: left to right, upside down, rows as columns. */
const moves: readonly Move[] = [(x) => tf.reverse(x, 2), (x) => tf.reverse(x, 1), (x) => tf.transpose(x, [0, 2, 1, 3])];

/** Square pictures, batch x side x side x channels: the first stays as it is, the next seven lie otherwise, the ninth again as it is. */
export const takePositions = (x: tf.Tensor4D): tf.Tensor4D => eachMoved(x, moves);

/** The inverse of `takePositions`. */
export const leavePositions = (x: tf.Tensor4D): tf.Tensor4D => eachMoved(x, moves.toReversed());

function eachMoved(x: tf.Tensor4D, inOrder: readonly Move[]): tf.Tensor4D {
  const pictures: tf.Tensor4D[] = tf.split(x, x.shape[0]);
  return tf.concat(pictures.map((picture, position) => inOrder.filter((move) => takesMove(position, move)).reduce((moved, move) => move(moved), picture)));
}

const takesMove = (position: number, move: Move): boolean => ((position >> moves.indexOf(move)) & 1) === 1;
