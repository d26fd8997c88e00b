/** @file Fills holes by a network, at a size that it can take, and fits what it painted into the picture. Runs in the engine. */
import type { ModelNetwork } from '../../../src-shared/model.ts';
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { PlanarImage, Session } from '../../runtime/session.ts';
import { checkOutput } from '../check-output.ts';
import { halve, holePixels, type HoledPicture } from './holed-picture.ts';
import { spanMembrane } from './membrane.ts';
import { completeWithPatches } from './patch-completion.ts';
import { transferResiduals } from './residual-transfer.ts';
import { turnPicture, ways } from './turned-picture.ts';

/** Longest side that a network of any size is given: one of another program, which may be large, and one that was trained here. */
const longestSides = { theirs: 512, ours: 1536 } as const;
/** How deep the holes are that a network trained here knows, as a share of the side of its crops. */
const knownDepth = 0.15;
const colours = 3;

export type FillOptions = {
  /** From 1; another one gives another fill. */
  readonly variant: number;
  readonly signal: AbortSignal;
};

/**
 * Fills the holes of `picture` in place; those of its alpha by a membrane, since networks know colours alone. The
 * detail comes from the surroundings: what a network of another program painted small lacks the fine end; one that was
 * trained here, which is small, lays out at the size that it knows what patches of the picture then build.
 */
export async function fillWithNetwork(picture: HoledPicture, network: ModelNetwork, session: Session, { variant, signal }: FillOptions): Promise<Result<null>> {
  const paint = (small: HoledPicture) => paintHoles(small, network, session, (variant - 1) % ways);
  if (network.inpainter) return paintSmall(picture, network.inpainter.side ?? longestSides.theirs, paint);
  const fits = ({ width, height }: Size, deepest: number) => Math.max(width, height) <= longestSides.ours && deepest <= knownDepth * network.tile;
  return completeWithPatches(picture, { seed: variant, signal, structure: { fits, fill: paint } });
}

async function paintSmall(picture: HoledPicture, limit: number, paint: (small: HoledPicture) => Promise<Result<null>>): Promise<Result<null>> {
  const small: HoledPicture[] = [picture];
  while (Math.max(small.at(-1)!.width, small.at(-1)!.height) > limit) small.push(halve(small.at(-1)!));
  const painted = await paint(small.at(-1)!);
  if (painted.ok && small.length > 1) transferResiduals(picture, small.at(-1)!, small.length - 1);
  return painted;
}

async function paintHoles(upright: HoledPicture, network: ModelNetwork, session: Session, way: number): Promise<Result<null>> {
  // A mean of nothing is no picture; what a mask hides is not for the network to see.
  spanMembrane(upright);
  const { picture, turnBack } = turnPicture(upright, way);
  const size = paddedSize(picture, network);
  const image = padded(picture, size);
  const painted = await session.run(image, paddedHole(picture, size));
  if (!painted.ok) return painted;
  const good = checkOutput(image.data, painted.value.data, image.data.length, 1);
  if (!good.ok) return good;
  takeOver(picture, painted.value);
  turnBack();
  return succeed(null);
}

type Size = { readonly width: number; readonly height: number };

function paddedSize({ width, height }: Size, { inpainter, sizeMultiple }: ModelNetwork): Size {
  if (inpainter?.side) return { width: inpainter.side, height: inpainter.side };
  return { width: Math.ceil(width / sizeMultiple) * sizeMultiple, height: Math.ceil(height / sizeMultiple) * sizeMultiple };
}

/** Beyond its border the picture is mirrored. */
const mirrored = (place: number, length: number): number => {
  const within = place % (2 * length);
  return within < length ? within : 2 * length - 1 - within;
};

const isGrey = ({ channels }: HoledPicture): boolean => channels < colours;

function padded(picture: HoledPicture, { width, height }: Size): PlanarImage {
  const data = new Float32Array(colours * width * height);
  for (let channel = 0, to = 0; channel < colours; channel += 1)
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1, to += 1) {
        const from = mirrored(y, picture.height) * picture.width + mirrored(x, picture.width);
        data[to] = picture.values[from * picture.channels + (isGrey(picture) ? 0 : channel)]! / 255;
      }
  return { data, width, height };
}

function paddedHole(picture: HoledPicture, { width, height }: Size): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, to) => picture.hole[mirrored(Math.floor(to / width), picture.height) * picture.width + mirrored(to % width, picture.width)]!);
}

/**
 * The holes become what was painted, moved by a membrane over how far that is off around them: gradients are the
 * network's, colours at the border the picture's (Pérez et al. 2003, Poisson image editing).
 */
function takeOver(picture: HoledPicture, { data, width, height }: PlanarImage): void {
  const { channels, values, hole } = picture;
  const paintedAt = (pixel: number, channel: number): number => {
    const from = Math.floor(pixel / picture.width) * width + (pixel % picture.width);
    const plane = width * height;
    const value = isGrey(picture) ? (data[from]! + data[plane + from]! + data[2 * plane + from]!) / 3 : data[channel * plane + from]!;
    return value * 255;
  };
  const colourChannels = isGrey(picture) ? 1 : colours;
  const offset: HoledPicture = { ...picture, channels: colourChannels, values: new Float32Array(hole.length * colourChannels) };
  for (let pixel = 0; pixel < hole.length; pixel += 1)
    for (let channel = 0; channel < colourChannels; channel += 1)
      if (hole[pixel] === 0) offset.values[pixel * colourChannels + channel] = values[pixel * channels + channel]! - paintedAt(pixel, channel);
  spanMembrane(offset);
  for (const pixel of holePixels(hole))
    for (let channel = 0; channel < colourChannels; channel += 1)
      values[pixel * channels + channel] = Math.min(255, Math.max(0, paintedAt(pixel, channel) + offset.values[pixel * colourChannels + channel]!));
}
