/** @file Between a picture with holes and the tensors of an inpainter, one or two of them. Pure; runs in the engine. */
import type { Levels, ModelNetwork } from '../../src-shared/model.ts';
import { type FormedTensor, type GivenTensor, pictureOf, type PlanarImage } from './network-form.ts';

export type InpainterForm = Pick<ModelNetwork, 'input' | 'mask' | 'inpainter' | 'range'>;

const colours = 3;

const levelsOf = (levels: Levels | undefined, range: number): Levels => levels ?? { black: 0, white: range };

/** By the names of the network's inputs; `image` lies in [0, 1], `hole` is 1 where it is to be painted. */
export function inpainterTensors(image: PlanarImage, hole: Uint8Array, { input, mask, inpainter, range }: InpainterForm): Readonly<Record<string, FormedTensor>> {
  const { width, height } = image;
  const pixels = width * height;
  const { hole: inside, known: outside, blank, elements = 'float32', maskPlane } = inpainter ?? { hole: 1, known: 0 };
  const { black, white } = levelsOf(inpainter?.input, range);
  const planes = maskPlane ? colours + 1 : colours;
  const picture = new Float32Array(planes * pixels);
  const firstColour = maskPlane === 'first' ? pixels : 0;
  for (let index = 0; index < colours * pixels; index += 1) {
    const isBlank = blank !== undefined && hole[index % pixels] === 1;
    picture[firstColour + index] = isBlank ? blank : black + (white - black) * image.data[index]!;
  }
  const shares = Float32Array.from(hole, (value) => (value === 1 ? inside : outside));
  if (maskPlane) picture.set(shares, maskPlane === 'first' ? 0 : colours * pixels);
  const tensor = (values: Float32Array, channels: number): FormedTensor => ({
    type: elements,
    data: elements === 'uint8' ? Uint8Array.from(values, (value) => Math.min(255, Math.max(0, Math.round(value)))) : values,
    dims: [1, channels, height, width],
  });
  return { [input]: tensor(picture, planes), ...(mask === undefined ? {} : { [mask]: tensor(shares, 1) }) };
}

/** What the network painted, in [0, 1] and of `image`'s size; undefined where the tensor holds no such picture. */
export function inpaintedPicture(tensor: GivenTensor, { inpainter, range }: InpainterForm, image: PlanarImage): PlanarImage | undefined {
  const levels = levelsOf(inpainter?.output, range);
  const picture = pictureOf(tensor, { layout: 'nchw', elements: 'float32', input: levels, output: levels }, image);
  return picture?.width === image.width ? picture : undefined;
}
