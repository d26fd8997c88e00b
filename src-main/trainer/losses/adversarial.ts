/**
 * @file Adversarial losses on logits: what the generator wants of the discriminator's answer to its pictures, and what
 * the discriminator wants of its answers to both kinds. Means over all patches. Pure TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';

export type AdversarialLoss = {
  generator(fake: tf.Tensor): tf.Scalar;
  discriminator(real: tf.Tensor, fake: tf.Tensor): tf.Scalar;
  /** An answer above this says "real". */
  readonly threshold: number;
};

export const adversarialLosses = {
  /** Least squares, Mao et al. 2017: real is 1, fake is 0; the discriminator's loss is halved, as CycleGAN does. */
  lsgan: {
    generator: (fake) => meanSquare(tf.sub(fake, 1)),
    discriminator: (real, fake) => tf.mul(tf.add(meanSquare(tf.sub(real, 1)), meanSquare(fake)), 0.5),
    threshold: 0.5,
  },
  /** Binary cross-entropy, Goodfellow et al. 2014, the generator's in its non-saturating form. */
  vanilla: {
    generator: (fake) => meanSoftplus(tf.neg(fake)),
    discriminator: (real, fake) => tf.mul(tf.add(meanSoftplus(tf.neg(real)), meanSoftplus(fake)), 0.5),
    threshold: 0,
  },
  /** Lim and Ye 2017. */
  hinge: {
    generator: (fake) => tf.neg(tf.mean(fake)),
    discriminator: (real, fake) => tf.add(tf.mean(tf.relu(tf.sub(1, real))), tf.mean(tf.relu(tf.add(1, fake)))),
    threshold: 0,
  },
} as const satisfies Record<string, AdversarialLoss>;

export type AdversarialKind = keyof typeof adversarialLosses;

const meanSquare = (x: tf.Tensor): tf.Scalar => tf.mean(tf.square(x));

/** log(1 + e^x) without overflow: max(x, 0) + log(1 + e^-|x|). */
const meanSoftplus = (x: tf.Tensor): tf.Scalar => tf.mean(tf.add(tf.relu(x), tf.log(tf.add(tf.exp(tf.neg(tf.abs(x))), 1))));
