/**
 * @file Generated pictures of the past (Shrivastava et al. 2017): a discriminator sees the newest one or, by chance, an
 * older one in whose place the newest is kept. Pure; its content and its random state go into a checkpoint.
 */
import { type RandomState, resumeRandom } from './random.ts';

export type ImagePoolState = { readonly pictures: readonly Float32Array[]; readonly random: RandomState };

export type ImagePool = {
  /** What the discriminator should see instead of `newest`. */
  exchange(newest: Float32Array): Float32Array;
  state(): ImagePoolState;
};

/** 50 pictures in CycleGAN; 0 always gives the newest. */
export function imagePool(capacity: number, from: ImagePoolState): ImagePool {
  const pictures = [...from.pictures];
  const random = resumeRandom(from.random);
  return {
    exchange(newest) {
      if (pictures.length < capacity) {
        pictures.push(newest);
        return newest;
      }
      if (capacity === 0 || random.uniform() < 0.5) return newest;
      const place = random.integer(capacity);
      const older = pictures[place]!;
      pictures[place] = newest;
      return older;
    },
    state: () => ({ pictures: [...pictures], random: random.state() }),
  };
}
