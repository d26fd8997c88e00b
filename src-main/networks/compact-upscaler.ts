/**
 * @file The compact upscaler: all convolutions at low resolution, then one pixel shuffle, added to the enlarged input.
 * The layout is that of SRVGGNetCompact (Wang et al. 2021, Real-ESRGAN); how filters are expressed is a choice, so that
 * designs can be compared at the same cost of use.
 *
 * Takes batch x height x width x 3 in [0, 1], gives batch x (scale * height) x (scale * width) x 3, nominally in [0, 1].
 */
import * as tf from '@tensorflow/tfjs';
import { leakyRelu, prelu } from './activation.ts';
import { convolution } from './convolution.ts';
import { collapsibleFilter, edgeOrientedFilter } from './filter.ts';
import { declared, type Layer, sequence } from './layer.ts';
import { pixelShuffle } from './pixel-shuffle.ts';

export type CompactUpscalerConfig = {
  readonly scale: number;
  readonly width: number;
  /** Convolutions between the first and the last. */
  readonly depth: number;
  /** ONNX Runtime fuses a leaky ReLU into the convolution before it; PReLU is a pass over memory of its own. */
  readonly activation: 'prelu' | 'leaky';
  /** See `filter.ts`. */
  readonly filters: 'plain' | 'collapsible' | 'edge-oriented';
  /** Adds the features of the first convolution to those of the last hidden one. */
  readonly longSkip: boolean;
};

const colours = 3;
const leakySlope = 0.1;
/** Channels of a collapsible block for each channel it returns; the paper takes 256 in all. */
const expansion = 4;

export function compactUpscaler(config: CompactUpscalerConfig): Layer {
  const { scale, width, depth, longSkip } = config;
  const head = block(config, 'head', colours, width);
  const body = Array.from({ length: depth }, (_, index) => block(config, `body${index}`, width, width));
  const tail = convolution('tail', { side: 3, from: width, to: colours * scale * scale });
  return {
    ...declared(head, ...body, tail),
    apply: (parameters, x) => {
      const first = head.apply(parameters, x);
      const last = body.reduce((features, layer) => layer.apply(parameters, features), first);
      const detail = tail.apply(parameters, longSkip ? tf.add(last, first) : last);
      const repeated = tf.concat(new Array<tf.Tensor4D>(scale * scale).fill(x), 3);
      return pixelShuffle(tf.add(detail, repeated), scale);
    },
  };
}

function block(config: CompactUpscalerConfig, name: string, from: number, to: number): Layer {
  const filters = {
    plain: {},
    collapsible: { filter: (filter: string, deviation: number) => collapsibleFilter(filter, { side: 3, from, to }, deviation, expansion * to) },
    'edge-oriented': { filter: (filter: string, deviation: number) => edgeOrientedFilter(filter, from, to, deviation) },
  }[config.filters];
  const convolve = convolution(name, { side: 3, from, to, ...filters });
  const activate = config.activation === 'prelu' ? prelu(`${name}.slope`, to) : leakyRelu(leakySlope);
  return sequence(convolve, activate);
}
