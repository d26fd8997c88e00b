/**
 * @file A small gated network that fills holes: the coarse half of Yu et al. 2019 with skips, its width a choice.
 *
 * Takes batch x height x width x 4: the picture in [-1, 1] with 0 in the holes, and the mask (1 in the holes). Gives the
 * whole picture in [-1, 1]; callers keep the known pixels. Height and width must be multiples of 4.
 */
import * as tf from '@tensorflow/tfjs';
import { tanh } from './activation.ts';
import { convolution } from './convolution.ts';
import { gatedConvolution } from './gated-convolution.ts';
import { declared, type Layer, sequence } from './layer.ts';
import { doubleByRepeating } from './upsample.ts';

export type GatedInpainterConfig = {
  /** Channels at full size; 48 in the paper. */
  readonly width: number;
  /** Distances of the taps at quarter size, one layer each; 2, 4, 8 and 16 in the paper. */
  readonly dilations: readonly number[];
};

const colours = 3;

export function gatedInpainter({ width, dilations }: GatedInpainterConfig): Layer {
  const first = gatedConvolution('first', { side: 5, from: colours + 1, to: width });
  const half = sequence(gatedConvolution('down0', { from: width, to: 2 * width, stride: 2 }), gatedConvolution('half', { from: 2 * width, to: 2 * width }));
  const quarter = sequence(
    gatedConvolution('down1', { from: 2 * width, to: 4 * width, stride: 2 }),
    ...dilations.map((dilation, index) => gatedConvolution(`context${index}`, { from: 4 * width, to: 4 * width, dilation })),
    gatedConvolution('quarter', { from: 4 * width, to: 4 * width }),
  );
  const up0 = gatedConvolution('up0', { from: 6 * width, to: 2 * width });
  const up1 = gatedConvolution('up1', { from: 3 * width, to: width });
  const last = sequence(convolution('last', { side: 3, from: width, to: colours }), tanh);
  return {
    ...declared(first, half, quarter, up0, up1, last),
    apply(parameters, x) {
      const full = first.apply(parameters, x);
      const halved = half.apply(parameters, full);
      const quartered = quarter.apply(parameters, halved);
      const rising = up0.apply(parameters, tf.concat([doubleByRepeating(quartered), halved], 3));
      const risen = up1.apply(parameters, tf.concat([doubleByRepeating(rising), full], 3));
      return last.apply(parameters, risen);
    },
  };
}
