/**
 * @file What a file does not say of a network from another program, found by running it on a made-up picture: its value
 * ranges, scale, size multiple and overlap. Runs in the engine, so that a network that ends its process ends nothing else.
 */
import { failure } from '../../src-shared/failure.ts';
import type { Levels, NetworkForm } from '../../src-shared/model.ts';
import { valueRanges } from '../../src-shared/model-import.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import type { PlanarImage, Session } from '../runtime/session.ts';
import type { PictureEnds } from '../model-registry/inspect-onnx.ts';
import { type JudgedPair, judgePairs, shrinkBy } from './judge-ranges.ts';
import { planesOf } from './tensor.ts';

export type Probed = {
  readonly scale: number;
  readonly sizeMultiple: number;
  readonly input: Levels;
  readonly output: Levels;
  readonly overlap: number;
  readonly unsure: ('input' | 'output' | 'overlap')[];
};

/** Feeds and gives the network's own numbers: what a session gives whose form has black 0 and white 1. */
export const probingForm = ({ layout, elements, size }: PictureEnds): NetworkForm => ({ layout, elements, input: valueRanges.unit, output: valueRanges.unit, ...(size ? { size } : {}) });

const multiples = [1, 2, 4, 8, 16, 32, 64];
/** The smaller is quicker; networks with many halvings need the larger. */
const bases = [64, 256];
/** Overlap where a network's reach could not be seen, as with statistics of the whole picture. */
const usualOverlap = 32;
/** Two costs that are no further apart tell nothing. */
const clearMargin = 0.02;

export async function probeModel(session: Session, ends: PictureEnds): Promise<Result<Probed>> {
  const sized = await findSize(session, ends);
  if (!sized.ok) return sized;
  const { side, scale, sizeMultiple } = sized.value;
  const judged = await judge(session, ends, side, scale);
  if (!judged.ok) return judged;
  const [best, ...others] = judged.value;
  if (!best) return failWith(failure('output-bad', 'The model gives nothing that looks like a picture, whatever range it is fed with.', { advice: 'It may want another kind of input. Its documentation may tell the range of its values.' }));
  const rival = (differs: (pair: JudgedPair) => boolean) => others.some((pair) => differs(pair) && pair.cost - best.cost < clearMargin);
  const overlap = await findOverlap(session, ends, best, sizeMultiple);
  return succeed({
    scale,
    sizeMultiple,
    input: best.input,
    output: best.output,
    overlap: overlap ?? Math.min(usualOverlap, Math.floor(Math.min(ends.size?.width ?? Infinity, ends.size?.height ?? Infinity) / 4)),
    unsure: [
      ...(rival(({ input }) => input !== best.input) ? (['input'] as const) : []),
      ...(rival(({ output }) => output !== best.output) ? (['output'] as const) : []),
      ...(overlap === undefined ? (['overlap'] as const) : []),
    ],
  });
}

type Size = { readonly width: number; readonly height: number };
type Sized = { readonly side: Size; readonly scale: number; readonly sizeMultiple: number };

/** The smallest multiple at which it runs; of one that takes a single size, that. */
async function findSize(session: Session, { size, elements }: PictureEnds): Promise<Result<Sized>> {
  let last: Result<never> | undefined;
  const tried = size ? [{ side: size, sizeMultiple: 1 }] : bases.flatMap((base) => multiples.map((multiple) => ({ side: { width: base + multiple, height: base + multiple }, sizeMultiple: multiple })));
  for (const { side, sizeMultiple } of tried) {
    const ran = await session.run(scaled(probePicture(side), elements === 'uint8' ? valueRanges.bytes : valueRanges.unit));
    if (ran.ok) return succeed({ side, sizeMultiple, scale: ran.value.width / side.width });
    last = ran;
  }
  return last!;
}

/** Every pair of ranges that gives a picture, the likeliest first. */
async function judge(session: Session, { elements }: PictureEnds, side: Size, scale: number): Promise<Result<JudgedPair[]>> {
  const picture = probePicture(side);
  const candidates = elements === 'uint8' ? [valueRanges.bytes] : Object.values(valueRanges);
  const runs: { input: Levels; raw: PlanarImage }[] = [];
  for (const input of candidates) {
    const ran = await session.run(scaled(picture, input));
    if (!ran.ok) return ran;
    runs.push({ input, raw: shrinkBy(ran.value, scale) });
  }
  return succeed(judgePairs(picture, runs, candidates, scale > 1));
}

/**
 * Runs two windows that share one half of each: where both give the same, neither feels its border. Undefined where they
 * differ everywhere, or it does not run at that size.
 */
async function findOverlap(session: Session, { size }: PictureEnds, { input, output }: JudgedPair, sizeMultiple: number): Promise<number | undefined> {
  const step = Math.max(sizeMultiple, 2);
  const width = size?.width ?? Math.ceil(256 / step) * step;
  const height = size?.height ?? Math.ceil(64 / step) * step;
  const shift = Math.floor(width / 2 / step) * step;
  const whole = probePicture({ width: width + shift, height });
  const [left, right] = [await session.run(scaled(crop(whole, 0, width), input)), await session.run(scaled(crop(whole, shift, width), input))];
  if (!left.ok || !right.ok) return undefined;
  const scale = left.value.width / width;
  const limit = Math.abs(output.white - output.black) / 255;
  let reach = 0;
  planesOf(left.value.data, 3).forEach((plane, channel) => {
    const other = planesOf(right.value.data, 3)[channel]!;
    for (let index = 0; index < plane.length; index += 1) {
      const x = index % left.value.width;
      if (x < shift * scale || Math.abs(plane[index]! - other[index - shift * scale]!) <= limit) continue;
      const column = Math.floor(x / scale);
      reach = Math.max(reach, Math.min(width - column, column - shift + 1));
    }
  });
  // In the middle of the shared half both borders are equally far: a reach that comes near it may be longer.
  const longest = Math.floor((width - shift) / 2) - 2;
  return reach > longest ? undefined : Math.min(reach, Math.floor(width / 4));
}

/** Soft slopes with edges and fine texture in them, every channel different: what a photograph has, without a seed. */
function probePicture({ width, height }: Size): PlanarImage {
  const data = new Float32Array(3 * width * height);
  let to = 0;
  for (let channel = 0; channel < 3; channel += 1)
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1, to += 1) {
        const slope = 0.5 + 0.3 * Math.sin(x / (17 + 3 * channel) + channel) * Math.cos(y / 23 - channel);
        const edge = (Math.floor(x / 19) + Math.floor(y / 13)) % 3 === channel ? 0.18 : -0.12;
        data[to] = Math.min(1, Math.max(0, slope + edge + 0.04 * Math.sin(x * 1.7 + y * 2.3)));
      }
  return { data, width, height };
}

const scaled = (image: PlanarImage, { black, white }: Levels): PlanarImage => ({ ...image, data: image.data.map((value) => black + (white - black) * value) });

function crop({ data, width, height }: PlanarImage, left: number, wanted: number): PlanarImage {
  const rows = Array.from({ length: 3 * height }, (_, row) => data.subarray(row * width + left, row * width + left + wanted));
  const cut = new Float32Array(3 * height * wanted);
  rows.forEach((row, index) => {
    cut.set(row, index * wanted);
  });
  return { data: cut, width: wanted, height };
}
