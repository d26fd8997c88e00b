/** @file A picture mirrored and turned: a network sees another picture and paints another fill. Pure. */
import { type HoledPicture, holePixels } from './holed-picture.ts';

/** The ways to lay a square: four turns, each of them mirrored or not. */
export const ways = 8;

export type Turned = {
  readonly picture: HoledPicture;
  /** The holes of the picture as it was become what they are now in the turned one. */
  readonly turnBack: () => void;
};

/** `way` 0 leaves it as it is. */
export function turnPicture(original: HoledPicture, way: number): Turned {
  const { channels, values, hole } = original;
  const isTransposed = (way & 4) !== 0;
  const [width, height] = isTransposed ? [original.height, original.width] : [original.width, original.height];
  /** By the turned pixel the original one. */
  const from = (pixel: number): number => {
    const [column, row] = [pixel % width, Math.floor(pixel / width)];
    const [x, y] = isTransposed ? [row, column] : [column, row];
    return ((way & 2) === 0 ? y : original.height - 1 - y) * original.width + ((way & 1) === 0 ? x : original.width - 1 - x);
  };
  const picture = { width, height, channels, values: new Float32Array(values.length), hole: Uint8Array.from(hole, (_, pixel) => hole[from(pixel)]!) };
  for (let pixel = 0; pixel < hole.length; pixel += 1) picture.values.set(values.subarray(from(pixel) * channels, (from(pixel) + 1) * channels), pixel * channels);
  return {
    picture,
    turnBack: () => {
      for (const pixel of holePixels(picture.hole)) values.set(picture.values.subarray(pixel * channels, (pixel + 1) * channels), from(pixel) * channels);
    },
  };
}
