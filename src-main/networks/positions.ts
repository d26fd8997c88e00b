/** @file The eight ways in which a square lies on its place, of the pictures of a batch. Pure TensorFlow.js. */
import * as tf from '@tensorflow/tfjs';

type Move = (x: tf.Tensor4D) => tf.Tensor4D;

/** Each is its own inverse: left to right, upside down, rows as columns. */
const moves: readonly Move[] = [(x) => tf.reverse(x, 2), (x) => tf.reverse(x, 1), (x) => tf.transpose(x, [0, 2, 1, 3])];

/** Numbers in [0, 1) that a picture's position is drawn by. */
export const positionChance = moves.length;

/** Square pictures, batch x side x side x channels, each in the position that its row of `chance`, batch x `positionChance`, says. */
export const takePositions = (x: tf.Tensor4D, chance: tf.Tensor2D): tf.Tensor4D => moves.reduce((moved, move, place) => movedWhere(moved, move, chance, place), x);

/** The inverse of `takePositions`. */
export const leavePositions = (x: tf.Tensor4D, chance: tf.Tensor2D): tf.Tensor4D => moves.reduceRight((moved, move, place) => movedWhere(moved, move, chance, place), x);

/** The pictures whose number at `place` is at least a half are moved. */
function movedWhere(x: tf.Tensor4D, move: Move, chance: tf.Tensor2D, place: number): tf.Tensor4D {
  const share = tf.reshape(tf.step(tf.sub(tf.slice(chance, [0, place], [-1, 1]), 0.5)), [-1, 1, 1, 1]);
  return tf.add(tf.mul(move(x), share), tf.mul(x, tf.sub(1, share)));
}
