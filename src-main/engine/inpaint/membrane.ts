/**
 * @file The smoothest fill of a hole: a membrane spanned over it, the solution of Laplace's equation with the hole's border
 * as given and free at the picture's. From coarse to fine, so that large holes need no more sweeps than small ones. Pure.
 */
import { halve, holePixels, type HoledPicture } from './holed-picture.ts';

const sweeps = 12;
/** Successive over-relaxation; 1 is plain Gauss-Seidel. */
const relaxation = 1.5;
const smallestSide = 4;

/** Fills the holes in place. A picture without known pixels becomes black. */
export function spanMembrane(picture: HoledPicture): void {
  const pixels = holePixels(picture.hole);
  if (pixels.length === 0) return;
  if (pixels.length === picture.hole.length) {
    picture.values.fill(0);
    return;
  }
  if (Math.max(picture.width, picture.height) > smallestSide) {
    const half = halve(picture);
    spanMembrane(half);
    spread(half, picture, pixels);
  }
  relax(picture, pixels);
}

function spread(half: HoledPicture, { width, channels, values }: HoledPicture, pixels: Int32Array): void {
  for (const pixel of pixels) {
    const from = (((pixel / width) | 0) >> 1) * half.width + (pixel % width >> 1);
    for (let channel = 0; channel < channels; channel += 1) values[pixel * channels + channel] = half.values[from * channels + channel]!;
  }
}

function relax({ width, height, channels, values }: HoledPicture, pixels: Int32Array): void {
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    for (const pixel of pixels) {
      const [x, y] = [pixel % width, (pixel / width) | 0];
      const at = pixel * channels;
      const left = x > 0 ? -channels : 0;
      const right = x < width - 1 ? channels : 0;
      const up = y > 0 ? -width * channels : 0;
      const down = y < height - 1 ? width * channels : 0;
      for (let channel = at; channel < at + channels; channel += 1) {
        const mean = (values[channel + left]! + values[channel + right]! + values[channel + up]! + values[channel + down]!) / 4;
        values[channel]! += relaxation * (mean - values[channel]!);
      }
    }
  }
}
