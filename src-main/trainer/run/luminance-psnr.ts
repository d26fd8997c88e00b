/**
 * @file PSNR of the luma channel with a border left out: how super-resolution is measured since Yang et al. 2010.
 * Pure; trainer process and quality scripts.
 */
import { colours, type Picture } from '../data/picture.ts';

/** ITU-R BT.601, 16 to 235. */
const lumaWeights = [65.481 / 255, 128.553 / 255, 24.966 / 255] as const;

/** In dB. `border` pixels at each side do not count. */
export function luminancePsnr(a: Picture, b: Picture, border: number): number {
  if (a.width !== b.width || a.height !== b.height) throw new Error(`expected pictures of one size, got ${a.width}x${a.height} and ${b.width}x${b.height}`);
  let squares = 0;
  for (let y = border; y < a.height - border; y++) {
    for (let x = border; x < a.width - border; x++) {
      const at = (y * a.width + x) * colours;
      let difference = 0;
      for (let channel = 0; channel < colours; channel++) difference += lumaWeights[channel]! * (a.samples[at + channel]! - b.samples[at + channel]!);
      squares += difference ** 2;
    }
  }
  const mean = squares / ((a.width - 2 * border) * (a.height - 2 * border));
  return 10 * Math.log10(255 ** 2 / mean);
}
