/** @file Where the sky is in a photograph of the day, so that a training knows what should be dark. Pure. */
import { skyLongSide, skyMask } from '../../image-io/sky-mask.ts';
import { colours, type Picture } from './picture.ts';
import { resample } from './resample.ts';

/** A grey picture of the same size: 255 in the sky. */
export function skyOf(picture: Picture): Picture {
  const ratio = Math.min(1, skyLongSide / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * ratio))) as [number, number];
  const sky = skyMask(resample(picture, width, height, 'lanczos'));
  const grey = { width, height, samples: Uint8Array.from({ length: sky.length * colours }, (_, index) => Math.round(255 * sky[Math.floor(index / colours)]!)) };
  return resample(grey, picture.width, picture.height, 'bicubic');
}
