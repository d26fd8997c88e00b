/** @file Pictures with the noise and the JPEG blocks that restoring takes away, the same ones each time. */
import { type Degradation, degrade } from '../../src-main/trainer/data/degrade.ts';
import { seedRandom } from '../../src-main/trainer/random.ts';
import { interleaved, type Planar, planarOf } from './planar.ts';

/** `picture` is `rounded`. */
export async function spoiled(picture: Planar, degradation: Degradation): Promise<Planar> {
  const { width, height, samples } = await degrade({ ...picture, samples: interleaved(picture) }, degradation, seedRandom(0));
  return planarOf(samples, { width, height, channels: 3 });
}
