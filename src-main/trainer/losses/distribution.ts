/**
 * @file How far two pictures' values are distributed from each other, wherever in the picture they lie. Pure TensorFlow.js.
 *
 * The Wasserstein distance of numbers on a line is the area between their cumulative distributions (Vallender 1974); of
 * vectors, the mean of that along random directions is taken (Rabin et al. 2011, "Wasserstein barycenter and its
 * application to texture mixing"). The cumulative distributions are counted at a few thresholds, softly, so that every
 * value has a gradient: no sorting, whose gradient a graph could not hold.
 */
import * as tf from '@tensorflow/tfjs';

const thresholds = 24;
/** Width of the soft count in distances between thresholds: wide enough that no value lies where the count is flat. */
const softness = 0.7;

/**
 * Mean area between the soft cumulative distributions of the columns of `values` and `target`, both batch x count x
 * directions. `tails` weighs each threshold by how rare it is for a value to be beyond it (Anderson and Darling 1952):
 * lamps are few, and without it hardly count. Only `values` has a gradient.
 */
export function cumulativeDistance(values: tf.Tensor3D, target: tf.Tensor3D, tails = false): tf.Scalar {
  const lowest = withoutGradient(tf.minimum(tf.min(values, 1, true), tf.min(target, 1, true)));
  const highest = withoutGradient(tf.maximum(tf.max(values, 1, true), tf.max(target, 1, true)));
  const span = tf.add(tf.sub(highest, lowest), 1e-4);
  const steps = tf.reshape(tf.div(tf.add(tf.range(0, thresholds), 0.5), thresholds), [1, 1, 1, thresholds]);
  const cumulated = (x: tf.Tensor3D) => {
    const place = tf.expandDims(tf.div(tf.sub(x, lowest), span), 3);
    return tf.mean(tf.sigmoid(tf.mul(tf.sub(steps, place), thresholds / softness)), 1);
  };
  const wanted = cumulated(target);
  const gap = tf.abs(tf.sub(cumulated(values), wanted));
  const rarity = tf.sqrt(tf.add(tf.mul(wanted, tf.sub(1, wanted)), 0.01));
  const weighted = tails ? tf.div(tf.mul(gap, 0.5), rarity) : gap;
  return tf.mean(tf.mul(tf.mean(weighted, 2, true), tf.reshape(span, [-1, span.shape[2]!, 1])));
}

/** The same value, as if it were a constant. */
const withoutGradient = (x: tf.Tensor): tf.Tensor =>
  tf.customGrad((input) => ({ value: (input as tf.Tensor).clone(), gradFunc: (gradient) => tf.zerosLike(gradient) }))(x);

/** Directions of unit length from uniform numbers, 2 x count x size: normal by Box and Muller's method, then scaled. */
export function directions(chance: tf.Tensor3D): tf.Tensor2D {
  const [, count, size] = chance.shape;
  const [first, second] = tf.split(chance, 2).map((half) => tf.reshape(half, [count, size])) as [tf.Tensor2D, tf.Tensor2D];
  const normal = tf.mul(tf.sqrt(tf.mul(tf.log(tf.sub(1, first)), -2)), tf.cos(tf.mul(second, 2 * Math.PI)));
  return tf.div(normal, tf.sqrt(tf.add(tf.sum(tf.square(normal), 1, true), 1e-12)));
}

/** Distance of the colours: `along` is count x 3. */
export function colourDistance(picture: tf.Tensor4D, target: tf.Tensor4D, along: tf.Tensor2D): tf.Scalar {
  const seen = (x: tf.Tensor4D) => columns(tf.conv2d(tf.avgPool(x, 2, 2, 'valid'), asFilter(along, 1, x.shape[3]), 1, 'valid'));
  return cumulativeDistance(seen(picture), seen(target), true);
}

const patchSide = 7;
/** Numbers in a patch. */
export const patchSize = patchSide * patchSide * 3;
/** Every second patch at full size: its neighbours say the same. */
const levels = [
  { shrink: 1, stride: 2 },
  { shrink: 2, stride: 1 },
  { shrink: 4, stride: 1 },
] as const;

/** Distance of the patches of 7 x 7 pixels at full, half and quarter size, after Karras et al. 2018; `along` is count x `patchSize`. */
export function patchDistance(picture: tf.Tensor4D, target: tf.Tensor4D, along: tf.Tensor2D): tf.Scalar {
  const filter = asFilter(along, patchSide, picture.shape[3]);
  const distances = levels.map(({ shrink, stride }) => {
    const seen = (x: tf.Tensor4D) => columns(tf.conv2d(shrink === 1 ? x : tf.avgPool(x, shrink, shrink, 'valid'), filter, stride, 'valid'));
    return cumulativeDistance(seen(picture), seen(target));
  });
  return tf.div(tf.addN(distances), levels.length);
}

const asFilter = (along: tf.Tensor2D, side: number, channels: number): tf.Tensor4D => tf.transpose(tf.reshape(along, [along.shape[0], channels, side, side]), [2, 3, 1, 0]) as tf.Tensor4D;

/** Rows and columns as one axis. */
const columns = (x: tf.Tensor4D): tf.Tensor3D => tf.reshape(x, [x.shape[0], x.shape[1] * x.shape[2], x.shape[3]]);
