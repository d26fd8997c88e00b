/**
 * @file Pairs of crops for super-resolution: photographs, and the same made smaller by bicubic filtering; trainer process.
 *
 * A picture is drawn as often as it has pixels. Of a few windows in it the one with most to see is taken, then flipped,
 * upended and transposed by chance. Where restoring is to be learnt, the small one is degraded first.
 */
import { type Random, type RandomState, resumeRandom } from '../random.ts';
import type { BatchSource, PictureFile } from './batch-source.ts';
import { drawCopiesFrom, type OnSkipped } from './copies.ts';
import { degrade, drawDegradation } from './degrade.ts';
import { type CachedPicture, type CopyRecipe, type PictureCache, readFrame } from './picture-cache.ts';
import { colours, crop, flip, type Frame, type Picture, transpose, upend, variance, writeFloats } from './picture.ts';
import { resample } from './resample.ts';

export type SuperResolutionData = {
  readonly files: readonly PictureFile[];
  readonly scale: number;
  readonly batch: number;
  /** Side of the low-resolution crops in pixels. */
  readonly size: number;
  /** Whether small crops get noise and traces of JPEG; see `degrade.ts`. */
  readonly degraded: boolean;
};

type Pair = 'low' | 'high';

/** Windows that are looked at for each crop. */
const windows = 2;
/** From this long side on, a photograph is sharp enough to be used at its full size, and at half. */
const sharpFrom = 1500;

/** Crops in [0, 1], batch x height x width x 3. */
export function superResolutionSource(data: SuperResolutionData, cache: PictureCache, from: RandomState, onSkipped: OnSkipped): BatchSource<Pair, RandomState> {
  const { batch, size, scale } = data;
  const candidates = candidatesFrom(data);
  const random = resumeRandom(from);
  const drawCopies = drawCopiesFrom<Pair>(cache, onSkipped);
  const lowLength = size * size * colours;
  return {
    async next() {
      const low = new Float32Array(batch * lowLength);
      const high = new Float32Array(low.length * scale * scale);
      for (let index = 0; index < batch; index++) {
        const pair = await drawCrop(await drawCopies(() => drawByPixels(candidates, random)), data, random);
        writeFloats(pair.low, low, index * lowLength, [0, 1]);
        writeFloats(pair.high, high, index * lowLength * scale * scale, [0, 1]);
      }
      return { low, high };
    },
    state: () => random.state(),
  };
}

type Candidate = { readonly path: string; readonly recipe: CopyRecipe<Pair>; readonly pixels: number };

function candidatesFrom({ files, scale, size }: Pick<SuperResolutionData, 'files' | 'scale' | 'size'>): Candidate[] {
  const all = files.flatMap((file) => {
    const shrinks = Math.max(file.width, file.height) > sharpFrom ? [1, 0.5] : [0.75];
    return shrinks.map((shrink) => ({ file, shrink }));
  });
  const large = all.filter(({ file, shrink }) => Math.floor((Math.min(file.width, file.height) * shrink) / scale) >= size);
  if (large.length === 0) throw new Error(`expected a picture of at least ${Math.ceil((size * scale) / 0.75)} pixels a side, got ${files.length} smaller ones`);
  return large.map(({ file, shrink }) => ({ path: file.path, recipe: pairRecipe(scale, shrink), pixels: file.width * file.height * shrink ** 2 }));
}

/** Shrinking small photographs hides what JPEG did to them. */
function pairRecipe(scale: number, shrink: number): CopyRecipe<Pair> {
  return {
    id: `super-resolution x${scale} of ${shrink}`,
    names: ['low', 'high'],
    make(picture) {
      const [width, height] = [picture.width, picture.height].map((side) => Math.floor((side * shrink) / scale)) as [number, number];
      const whole = { x: 0, y: 0, width: width * scale, height: height * scale };
      const high = shrink < 1 ? resample(picture, whole.width, whole.height, 'lanczos') : crop(picture, whole);
      return { low: resample(high, width, height, 'bicubic'), high };
    },
  };
}

function drawByPixels(candidates: readonly Candidate[], random: Random): Candidate {
  const total = candidates.reduce((sum, { pixels }) => sum + pixels, 0);
  let rest = random.uniform() * total;
  for (const candidate of candidates) {
    rest -= candidate.pixels;
    if (rest < 0) return candidate;
  }
  return candidates.at(-1)!;
}

async function drawCrop({ low, high }: Record<Pair, CachedPicture>, { size, scale, degraded }: SuperResolutionData, random: Random): Promise<Record<Pair, Picture>> {
  const frames = Array.from({ length: windows }, () => ({ x: random.integer(low.width - size + 1), y: random.integer(low.height - size + 1), width: size, height: size }));
  const seen = frames.map((frame) => ({ frame, picture: readFrame(low, frame) }));
  const best = seen.reduce((a, b) => (variance(b.picture) > variance(a.picture) ? b : a));
  const { x, y } = best.frame;
  const turn = drawTurn(random);
  const small = degraded ? await degradedFrame(low, best.frame, random) : best.picture;
  return { low: turn(small), high: turn(readFrame(high, { x: x * scale, y: y * scale, width: size * scale, height: size * scale })) };
}

const jpegBlock = 8;

/** A little more is degraded than is seen, so that the blocks of JPEG do not always begin at the crop's corner. */
async function degradedFrame(low: CachedPicture, { x, y, width, height }: Frame, random: Random): Promise<Picture> {
  const [left, top] = [Math.min(x, random.integer(jpegBlock)), Math.min(y, random.integer(jpegBlock))];
  const around = readFrame(low, { x: x - left, y: y - top, width: width + left, height: height + top });
  return crop(await degrade(around, drawDegradation(random), random), { x: left, y: top, width, height });
}

/** One of the eight ways in which a square lies on its place; every pixel stays a pixel. */
function drawTurn(random: Random): (picture: Picture) => Picture {
  const moves = [flip, upend, transpose].filter(() => random.integer(2) === 1);
  return (picture) => moves.reduce((moved, move) => move(moved), picture);
}

/** What the pairs of all pictures take on disk. */
export const pairBytes = (data: Pick<SuperResolutionData, 'files' | 'scale' | 'size'>): number =>
  Math.round(candidatesFrom(data).reduce((sum, { pixels }) => sum + pixels * colours * (1 + 1 / data.scale ** 2), 0));
