/**
 * @file Makes pictures as bad as they are found: noise of a sensor, then the blocks of JPEG; trainer process. What is drawn
 * depends on the random state alone.
 */
import { type JpegSettings, throughJpeg } from '../../image-io/jpeg-round-trip.ts';
import type { Random } from '../random.ts';
import type { Picture } from './picture.ts';

export type Degradation = {
  /** Standard deviation of each sample's noise, in steps of 8 bits. */
  readonly noise: number;
  readonly jpeg: JpegSettings | null;
};

const [lowestQuality, highestQuality] = [30, 95] as const;
const strongestNoise = 12;
/** How often there is no noise, and, apart from that, no JPEG: what is clean should stay as it is. */
const spared = 0.3;

/** Noise from 0 to 12, quality from 30 to 95, colour at half or full size, each equally likely. */
export function drawDegradation(random: Random): Degradation {
  const noise = random.uniform() < spared ? 0 : strongestNoise * random.uniform();
  if (random.uniform() < spared) return { noise, jpeg: null };
  const quality = lowestQuality + random.integer(highestQuality - lowestQuality + 1);
  return { noise, jpeg: { quality, chroma: random.integer(2) === 1 ? '4:2:0' : '4:4:4' } };
}

export async function degrade(picture: Picture, { noise, jpeg }: Degradation, random: Random): Promise<Picture> {
  const noisy = noise > 0 ? { ...picture, samples: withNoise(picture.samples, noise, random) } : picture;
  return jpeg ? throughJpeg(noisy, jpeg) : noisy;
}

function withNoise(samples: Uint8Array, deviation: number, random: Random): Uint8Array {
  const clamped = new Uint8ClampedArray(samples.length);
  for (let index = 0; index < samples.length; index++) clamped[index] = samples[index]! + deviation * random.normal();
  return new Uint8Array(clamped.buffer);
}
