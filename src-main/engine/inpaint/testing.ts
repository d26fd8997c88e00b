/** @file Pictures with holes for the tests of the fillers. */
import type { HoledPicture } from './holed-picture.ts';

type Size = { readonly width: number; readonly height: number; readonly channels: number };

/** What `colour` gives for each sample, with 255 wherever `inside` is true. */
export function holed(size: Size, colour: (x: number, y: number, channel: number) => number, inside: (x: number, y: number) => boolean): HoledPicture {
  const { width, height, channels } = size;
  const picture = { ...size, values: new Float32Array(width * height * channels), hole: new Uint8Array(width * height) };
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    picture.hole[pixel] = inside(x, y) ? 1 : 0;
    for (let channel = 0; channel < channels; channel += 1) picture.values[pixel * channels + channel] = inside(x, y) ? 255 : colour(x, y, channel);
  }
  return picture;
}

/** Root of the mean squared difference in the holes. */
export function holeError({ width, channels, values, hole }: HoledPicture, colour: (x: number, y: number, channel: number) => number): number {
  let [sum, count] = [0, 0];
  hole.forEach((inside, pixel) => {
    if (inside === 0) return;
    for (let channel = 0; channel < channels; channel += 1, count += 1) sum += (values[pixel * channels + channel]! - colour(pixel % width, Math.floor(pixel / width), channel)) ** 2;
  });
  return Math.sqrt(sum / count);
}
