/** @file Batches from two folders that have nothing to do with each other, for translation; trainer process. */
import type { BatchSource } from './batch-source.ts';
import type { OnSkipped } from './copies.ts';
import { type CropData, cropSource, type CropSource, type CropState, startCrops } from './crop-source.ts';
import type { PictureCache } from './picture-cache.ts';
import { colours, writeFloats } from './picture.ts';

export type UnpairedData = { readonly a: CropData; readonly b: CropData; readonly batch: number };
export type UnpairedState = { readonly a: CropState; readonly b: CropState };

export const startUnpaired = (seed: number): UnpairedState => ({ a: startCrops(seed, 'a'), b: startCrops(seed, 'b') });

/** Crops in [-1, 1], batch x height x width x 3. */
export function unpairedSource({ a, b, batch }: UnpairedData, cache: PictureCache, from: UnpairedState, onSkipped: OnSkipped): BatchSource<'a' | 'b', UnpairedState> {
  const sources = { a: cropSource(a, cache, from.a, onSkipped), b: cropSource(b, cache, from.b, onSkipped) };
  return {
    async next() {
      const [ofA, ofB] = await Promise.all([crops(sources.a, batch, a.size), crops(sources.b, batch, b.size)]);
      return { a: ofA, b: ofB };
    },
    state: () => ({ a: sources.a.state(), b: sources.b.state() }),
  };
}

export async function crops(source: CropSource, batch: number, size: number): Promise<Float32Array> {
  const length = size * size * colours;
  const values = new Float32Array(batch * length);
  for (let index = 0; index < batch; index++) writeFloats(await source.next(), values, index * length, [-1, 1]);
  return values;
}
