/** @file Changes brightness, contrast and saturation of a picture by chance. Pure. */
import { lumaAt } from '../../../src-shared/luma.ts';
import type { Random } from '../random.ts';
import { colours, type Picture } from './picture.ts';

/** Each of the three is multiplied by a factor from 1 - strength to 1 + strength; 0 leaves the picture alone. */
export function jitterColours(picture: Picture, strength: number, random: Random): Picture {
  if (strength === 0) return picture;
  const [brightness, contrast, saturation] = Array.from({ length: 3 }, () => 1 + strength * (2 * random.uniform() - 1)) as [number, number, number];
  const samples = new Uint8ClampedArray(picture.samples.length);
  const middle = brightness * meanLuma(picture);
  for (let at = 0; at < samples.length; at += colours) {
    const grey = brightness * lumaAt(picture.samples, at);
    for (let channel = 0; channel < colours; channel++) {
      const saturated = grey + saturation * (brightness * picture.samples[at + channel]! - grey);
      samples[at + channel] = middle + contrast * (saturated - middle);
    }
  }
  return { ...picture, samples: new Uint8Array(samples.buffer) };
}

function meanLuma({ samples }: Picture): number {
  let sum = 0;
  for (let at = 0; at < samples.length; at += colours) sum += lumaAt(samples, at);
  return (sum * colours) / samples.length;
}
