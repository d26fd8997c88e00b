/**
 * @file The discriminator of pix2pix and CycleGAN (Isola et al. 2017): judges overlapping patches, 70 x 70 pixels with
 * three halvings. Takes batch x height x width x channels, gives one logit a patch: batch x rows x columns x 1.
 */
import { leakyRelu } from './activation.ts';
import { convolution } from './convolution.ts';
import { type Layer, sequence } from './layer.ts';
import { normalisation, type Normalisation } from './normalisation.ts';
import { spectralFilter } from './spectral-filter.ts';

export type PatchDiscriminatorConfig = {
  /** Channels of the first layer; 64 in the paper. Each halving doubles them, up to eight times as many. */
  readonly width: number;
  /** 3 in the paper. */
  readonly halvings: number;
  readonly normalisation: Normalisation;
  readonly spectral: boolean;
  /** Channels of what is judged; 3 for a picture. */
  readonly channels?: number;
};

const deviation = 0.02;

export function patchDiscriminator({ width, halvings, normalisation: kind, spectral, channels = 3 }: PatchDiscriminatorConfig): Layer {
  const widthAfter = (layers: number) => width * 2 ** Math.min(layers, 3);
  const convolve = (name: string, from: number, to: number, stride: number, bias: boolean) =>
    convolution(name, {
      side: 4,
      pad: 1,
      from,
      to,
      stride,
      bias,
      deviation,
      ...(spectral ? { filter: (filter: string) => spectralFilter(filter, { side: 4, from, to }, deviation) } : {}),
    });
  const inner = Array.from({ length: halvings }, (_, index) => {
    const name = `layer${index + 1}`;
    const to = widthAfter(index + 1);
    const stride = index + 1 < halvings ? 2 : 1;
    return sequence(convolve(name, widthAfter(index), to, stride, kind === 'none'), normalisation(kind, `${name}.norm`, to), leakyRelu(0.2));
  });
  return sequence(convolve('layer0', channels, width, 2, true), leakyRelu(0.2), ...inner, convolve('last', widthAfter(halvings), 1, 1, true));
}
