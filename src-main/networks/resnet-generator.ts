/**
 * @file The generator of CycleGAN (Zhu et al. 2017, after Johnson et al. 2016): two halvings, residual blocks, two
 * doublings. Takes and gives batch x height x width x 3 in [-1, 1]; height and width must be multiples of 4.
 */
import * as tf from '@tensorflow/tfjs';
import { relu, tanh } from './activation.ts';
import { convolution, transposedConvolution } from './convolution.ts';
import { declared, fixed, type Layer, sequence } from './layer.ts';
import { normalisation, type Normalisation } from './normalisation.ts';
import type { Parameters } from './parameters.ts';
import { reflectPad } from './reflect-pad.ts';
import { resizeConvolution } from './upsample.ts';

export type ResnetGeneratorConfig = {
  /** Channels at full size; 64 in the paper. */
  readonly width: number;
  /** 9 in the paper, 6 for pictures of 128 pixels. */
  readonly blocks: number;
  readonly upsampling: 'transposed' | 'resize';
  readonly normalisation: Normalisation;
};

export type ResnetGenerator = Layer & {
  /**
   * Features on the way in, for PatchNCE: the picture, what the two halvings make of it, and what the first and the
   * middle block do (layers 0, 4, 8, 12 and 16 of Park et al. 2020).
   */
  encode(parameters: Parameters, x: tf.Tensor4D): tf.Tensor4D[];
  readonly featureChannels: readonly number[];
};

const colours = 3;
/** All weights start from N(0, 0.02), as in the reference. */
const deviation = 0.02;

export function resnetGenerator(config: ResnetGeneratorConfig): ResnetGenerator {
  const { width, blocks } = config;
  const normalised = (name: string, channels: number, layer: Layer) => sequence(layer, normalisation(config.normalisation, `${name}.norm`, channels), relu);
  const plain = { side: 3, bias: false, deviation };
  const upsample = (name: string, from: number, to: number) =>
    config.upsampling === 'resize' ? resizeConvolution(name, { ...plain, from, to }) : transposedConvolution(name, { ...plain, from, to });

  const first = sequence(reflection(3), normalised('first', width, convolution('first', { ...plain, side: 7, pad: 0, from: colours, to: width })));
  const down0 = convolution('down0', { ...plain, stride: 2, pad: 1, from: width, to: 2 * width });
  const after0 = sequence(normalisation(config.normalisation, 'down0.norm', 2 * width), relu);
  const down1 = convolution('down1', { ...plain, stride: 2, pad: 1, from: 2 * width, to: 4 * width });
  const after1 = sequence(normalisation(config.normalisation, 'down1.norm', 4 * width), relu);
  const residuals = Array.from({ length: blocks }, (_, index) => residual(`block${index}`, 4 * width, config.normalisation));
  const decode = sequence(
    normalised('up0', 2 * width, upsample('up0', 4 * width, 2 * width)),
    normalised('up1', width, upsample('up1', 2 * width, width)),
    reflection(3),
    convolution('last', { ...plain, bias: true, side: 7, pad: 0, from: width, to: colours }),
    tanh,
  );
  const middle = Math.floor(blocks / 2);
  const encoder = sequence(first, down0, after0, down1, after1);

  return {
    ...declared(encoder, ...residuals, decode),
    apply: (parameters, x) => decode.apply(parameters, sequence(encoder, ...residuals).apply(parameters, x)),
    featureChannels: [colours, 2 * width, 4 * width, 4 * width, 4 * width],
    encode(parameters, x) {
      const half = sequence(first, down0).apply(parameters, x);
      const quarter = sequence(after0, down1).apply(parameters, half);
      const early = sequence(after1, residuals[0]!).apply(parameters, quarter);
      const deep = sequence(...residuals.slice(1, middle + 1)).apply(parameters, early);
      return [x, half, quarter, early, deep];
    },
  };
}

const reflection = (pad: number): Layer => fixed((x) => reflectPad(x, pad));

function residual(name: string, channels: number, kind: Normalisation): Layer {
  const convolve = (part: string) =>
    sequence(
      reflection(1),
      convolution(`${name}.${part}`, { side: 3, from: channels, to: channels, pad: 0, bias: false, deviation }),
      normalisation(kind, `${name}.${part}.norm`, channels),
    );
  const inner = sequence(convolve('a'), relu, convolve('b'));
  return { ...declared(inner), apply: (parameters, x) => tf.add(x, inner.apply(parameters, x)) };
}
