/**
 * @file Random crops of the pictures of one folder, all of them once before any comes again; trainer process. Pictures
 * are made smaller first, so that a crop shows most of what they show.
 */
import { type Random, type RandomState, resumeRandom, seedRandom } from '../random.ts';
import type { PictureFile } from './batch-source.ts';
import { drawCopiesFrom, type OnSkipped } from './copies.ts';
import { jitterColours } from './jitter.ts';
import { type CachedPicture, type CopyRecipe, type PictureCache, readFrame } from './picture-cache.ts';
import { colours, flip, type Picture } from './picture.ts';
import { resample } from './resample.ts';
import { shuffle, type ShuffleState, startShuffle } from './shuffle.ts';

export type CropData = {
  readonly files: readonly PictureFile[];
  /** Side of the crops in pixels. */
  readonly size: number;
  /** Side, before the crop, of a picture's shorter side; 286 for crops of 256 in CycleGAN. */
  readonly shorterSide: number;
  /** See `jitterColours`. */
  readonly jitter: number;
};

export type CropState = { readonly order: ShuffleState; readonly random: RandomState };

export type CropSource = { next(): Promise<Picture>; state(): CropState };

/** `folder` keeps the numbers of several folders apart. */
export const startCrops = (seed: number, folder: string): CropState => ({
  order: startShuffle(seedRandom(seed, `order of ${folder}`).state()),
  random: seedRandom(seed, `crops of ${folder}`).state(),
});

export function cropSource({ files, size, shorterSide, jitter }: CropData, cache: PictureCache, from: CropState, onSkipped: OnSkipped): CropSource {
  if (files.length === 0) throw new Error('expected at least one picture, got none');
  const order = shuffle(files.length, from.order);
  const random = resumeRandom(from.random);
  const recipe = wholePicture({ size, shorterSide });
  const drawCopies = drawCopiesFrom<'whole'>(cache, onSkipped);
  return {
    async next() {
      const { whole } = await drawCopies(() => ({ path: files[order.next()]!.path, recipe }));
      const cropped = readFrame(whole, drawFrame(whole, size, random));
      return jitterColours(random.integer(2) === 1 ? flip(cropped) : cropped, jitter, random);
    },
    state: () => ({ order: order.state(), random: random.state() }),
  };
}

const drawFrame = ({ width, height }: CachedPicture, size: number, random: Random) => ({
  x: random.integer(width - size + 1),
  y: random.integer(height - size + 1),
  width: size,
  height: size,
});

/** The copy that crops are taken from: the whole picture, resized. */
export function wholePicture(data: Pick<CropData, 'size' | 'shorterSide'>): CopyRecipe<'whole'> {
  const shorterSide = Math.max(data.shorterSide, data.size);
  return {
    id: `shorter side ${shorterSide}`,
    names: ['whole'],
    make(picture) {
      const ratio = shorterSide / Math.min(picture.width, picture.height);
      const [width, height] = [picture.width, picture.height].map((side) => Math.max(shorterSide, Math.round(side * ratio))) as [number, number];
      return { whole: resample(picture, width, height, 'lanczos') };
    },
  };
}

/** What the copies of pictures take on disk, all of them. */
export function copyBytesOf(files: readonly PictureFile[], shorterSide: number): number {
  const samples = ({ width, height }: PictureFile) => (shorterSide ** 2 * Math.max(width, height) * colours) / Math.min(width, height);
  return Math.round(files.reduce((sum, file) => sum + samples(file), 0));
}
