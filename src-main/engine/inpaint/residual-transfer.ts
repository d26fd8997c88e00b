/**
 * @file Gives a fill that was painted at a smaller size the detail of the picture around it: what the small picture lacks
 * of the large one is taken over from where it looks alike (contextual residual aggregation, Yi et al. 2020, with patches
 * in the place of learnt attention). Pure.
 */
import { holePixels, type HoledPicture } from './holed-picture.ts';
import { improveMatches, openField, refreshCosts, startMatches } from './nearest-field.ts';
import { bestSources } from './patch-votes.ts';
import { randomSource } from './random-source.ts';

const passes = 6;

/** `small` is `picture` halved `halvings` times, its holes filled; fills those of `picture` in place. */
export function transferResiduals(picture: HoledPicture, small: HoledPicture, halvings: number): void {
  const { width, height, channels, values, hole } = picture;
  const factor = 2 ** halvings;
  const field = openField(small, Math.max(small.width, small.height));
  if (field) {
    const random = randomSource(1);
    startMatches(field, () => -1, random);
    refreshCosts(field);
    for (let pass = 0; pass < passes; pass += 1) improveMatches(field, pass % 2 === 0, random);
  }
  const from = field ? bestSources(field) : null;
  for (const pixel of holePixels(hole)) {
    const [x, y] = [pixel % width, (pixel / width) | 0];
    const place = Math.min((y / factor) | 0, small.height - 1) * small.width + Math.min((x / factor) | 0, small.width - 1);
    const source = from && small.hole[place] === 1 ? from[place]! : -1;
    const sourceX = x + ((source % small.width) - (place % small.width)) * factor;
    const sourceY = y + (((source / small.width) | 0) - ((place / small.width) | 0)) * factor;
    const other = source < 0 || sourceX >= width || sourceY >= height ? -1 : sourceY * width + sourceX;
    for (let channel = 0; channel < channels; channel += 1) {
      const residual = other < 0 || hole[other] === 1 ? 0 : values[other * channels + channel]! - sample(small, factor, sourceX, sourceY, channel);
      values[pixel * channels + channel] = sample(small, factor, x, y, channel) + residual;
    }
  }
}

/** Bilinear, at the middle of a pixel of the large picture. */
function sample({ width, height, channels, values }: HoledPicture, factor: number, x: number, y: number, channel: number): number {
  const [across, down] = [Math.max(0, (x + 0.5) / factor - 0.5), Math.max(0, (y + 0.5) / factor - 0.5)];
  const [left, top] = [Math.min(across | 0, width - 1), Math.min(down | 0, height - 1)];
  const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
  const [shareX, shareY] = [across - left, down - top];
  const at = (column: number, row: number) => values[(row * width + column) * channels + channel]!;
  return (at(left, top) * (1 - shareX) + at(right, top) * shareX) * (1 - shareY) + (at(left, bottom) * (1 - shareX) + at(right, bottom) * shareX) * shareY;
}
