/** @file Exposes nearly black photographs of the night longer, as a photographer would have; trainer process. Pure. */
import { colours, type Picture } from './picture.ts';
import { lumaHistogram, percentile } from './style-code.ts';

/** The brightest half percent should reach this luma. */
const wantedLights = 170;
const lights = 0.995;
/** More would show noise and blocks. */
const largestGain = 6;
const exponent = 2.2;
/** What the camera's black is above zero, as a share of the range. */
const black = 0.01;

/** The picture itself where its lights are bright enough. */
export function exposeNight(picture: Picture): Picture {
  const brightness = percentile(lumaHistogram(picture), lights);
  if (brightness >= wantedLights) return picture;
  const gain = Math.min((wantedLights / Math.max(brightness, 1)) ** exponent, largestGain);
  const exposed = Uint8Array.from({ length: 256 }, (_, value) => {
    const light = Math.max(value / 255 - black, 0) ** exponent * gain;
    return Math.round(255 * Math.min(light, 1) ** (1 / exponent));
  });
  return { ...picture, samples: picture.samples.map((sample) => exposed[sample]!) };
}

/** Contrast and exposure of a frame differ a little at each draw. `strength` 1 is what a day gets. */
export function jitterExposure({ width, height, samples }: Picture, strength: number, normal: () => number): Picture {
  const exposure = 0.15 * strength * normal();
  const gains = Array.from({ length: colours }, () => Math.exp(exposure + 0.04 * strength * normal()));
  const power = Math.exp(0.12 * strength * normal());
  const tables = gains.map((gain) => Uint8Array.from({ length: 256 }, (_, value) => Math.min(255, Math.round(255 * gain * (value / 255) ** power))));
  return { width, height, samples: samples.map((sample, index) => tables[index % colours]![sample]!) };
}
