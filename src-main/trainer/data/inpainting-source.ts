/** @file Batches of pictures with holes drawn for them; trainer process. */
import { type RandomState, resumeRandom, seedRandom } from '../random.ts';
import type { BatchSource } from './batch-source.ts';
import type { OnSkipped } from './copies.ts';
import { type CropData, cropSource, type CropState, startCrops } from './crop-source.ts';
import { drawHoles } from './hole-mask.ts';
import type { PictureCache } from './picture-cache.ts';
import { crops } from './unpaired-source.ts';

export type InpaintingData = CropData & { readonly batch: number };
export type InpaintingState = { readonly crops: CropState; readonly holes: RandomState };

export const startInpainting = (seed: number): InpaintingState => ({ crops: startCrops(seed, 'pictures'), holes: seedRandom(seed, 'holes').state() });

/** `picture` in [-1, 1], batch x size x size x 3; `mask` 1 in the holes, batch x size x size x 1. */
export function inpaintingSource(data: InpaintingData, cache: PictureCache, from: InpaintingState, onSkipped: OnSkipped): BatchSource<'picture' | 'mask', InpaintingState> {
  const { batch, size } = data;
  const source = cropSource(data, cache, from.crops, onSkipped);
  const random = resumeRandom(from.holes);
  return {
    async next() {
      const mask = new Float32Array(batch * size * size);
      for (let index = 0; index < batch; index++) mask.set(drawHoles(size, random), index * size * size);
      return { picture: await crops(source, batch, size), mask };
    },
    state: () => ({ crops: source.state(), holes: random.state() }),
  };
}
