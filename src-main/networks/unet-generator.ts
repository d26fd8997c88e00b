/**
 * @file The U-Net generator of pix2pix (Isola et al. 2017): halvings down to a few pixels, and doublings that also see
 * what was there on the way down. Takes and gives batch x height x width x 3 in [-1, 1]; sides must be multiples of
 * 2^depth.
 */
import * as tf from '@tensorflow/tfjs';
import { leakyRelu, relu } from './activation.ts';
import { convolution, transposedConvolution } from './convolution.ts';
import { dropChannels } from './dropout.ts';
import { declared, type Layer, sequence } from './layer.ts';
import { normalisation, type Normalisation } from './normalisation.ts';
import type { Parameters } from './parameters.ts';

export type UnetGeneratorConfig = {
  /** Channels after the first halving; 64 in the paper. They double up to eight times as many. */
  readonly width: number;
  /** Halvings; 8 in the paper, for 256 pixels. */
  readonly depth: number;
  readonly normalisation: Normalisation;
};

export type UnetGenerator = Omit<Layer, 'apply'> & {
  /** Uniform numbers that dropout takes for each picture. */
  readonly noise: number;
  /** `noise` is batch x `this.noise`; without it nothing is dropped, as in use after training. */
  apply(parameters: Parameters, x: tf.Tensor4D, noise?: tf.Tensor2D): tf.Tensor4D;
};

const colours = 3;
const deviation = 0.02;
/** Half of the channels of the innermost doublings are dropped, in the three below the first. */
const dropRate = 0.5;
const droppedLevels = 3;

export function unetGenerator({ width, depth, normalisation: kind }: UnetGeneratorConfig): UnetGenerator {
  const channelsAt = (level: number) => (level === 0 ? colours : width * 2 ** Math.min(level - 1, 3));
  const downs = Array.from({ length: depth }, (_, level) => {
    const [from, to] = [channelsAt(level), channelsAt(level + 1)];
    const convolve = convolution(`down${level}`, { side: 4, pad: 1, stride: 2, from, to, bias: true, deviation });
    if (level === 0) return convolve;
    const bare = level === depth - 1;
    return sequence(leakyRelu(0.2), convolve, normalisation(bare ? 'none' : kind, `down${level}.norm`, to));
  });
  const ups = Array.from({ length: depth }, (_, level) => {
    const from = channelsAt(level + 1) * (level === depth - 1 ? 1 : 2);
    const convolve = transposedConvolution(`up${level}`, { side: 4, from, to: channelsAt(level), bias: true, deviation });
    return sequence(relu, convolve, normalisation(level === 0 ? 'none' : kind, `up${level}.norm`, channelsAt(level)));
  });
  const dropped = ups.map((_, level) => level).filter((level) => level > 0 && level < depth - 1 && level >= depth - 1 - droppedLevels);
  const offsets = dropped.map((_, index) => dropped.slice(0, index).reduce((sum, level) => sum + channelsAt(level), 0));

  function drop(x: tf.Tensor4D, level: number, noise: tf.Tensor2D | undefined): tf.Tensor4D {
    const index = dropped.indexOf(level);
    if (!noise || index < 0) return x;
    return dropChannels(x, tf.slice(noise, [0, offsets[index]!], [x.shape[0], channelsAt(level)]), dropRate);
  }

  return {
    ...declared(...downs, ...ups),
    noise: dropped.reduce((sum, level) => sum + channelsAt(level), 0),
    apply(parameters, x, noise) {
      const ways = downs.reduce<tf.Tensor4D[]>((values, layer) => [...values, layer.apply(parameters, values.at(-1)!)], [x]);
      let rising = ways[depth]!;
      for (let level = depth - 1; level >= 0; level--) {
        rising = drop(ups[level]!.apply(parameters, rising), level, noise);
        if (level > 0) rising = tf.concat([ways[level]!, rising], 3);
      }
      return tf.tanh(rising);
    },
  };
}
