/**
 * @file Joins what was copied into a hole from many places with each other and with the picture around it: gradients are those of
 * the places, colours follow from the hole's border (Pérez et al. 2003, Poisson image editing; Darabi et al. 2012, Image melding). Pure.
 */
import { type HoledPicture, holePixels } from './holed-picture.ts';

/** Poisson's equation in the hole: the sum of differences to the neighbours, less `hold` times the value, shall be `wanted`. */
type Equation = HoledPicture & { readonly pixels: Int32Array; readonly wanted: Float32Array; readonly hold: number };

/** How much the colours of the places count beside their gradients (screened Poisson, Bhat et al. 2008): the border is heard some 10 pixels deep. */
const colourHold = 0.01;
/** How far colours may be from what gradients tell, mean of the channels: beyond, two things meet rather than two tones of one (Tao et al. 2010, Error-tolerant image compositing). */
const edge = 56;
/** V-cycles of multigrid (Briggs et al. 2000), and sweeps before and after each correction. */
const cycles = 4;
const sweeps = 3;
/** Successive over-relaxation; 1 is plain Gauss-Seidel. */
const relaxation = 1.3;
const smallestSide = 4;

const neighbours = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

/** Fills the hole in place; `origins` has the known pixel by the pixel of the hole, or -1 where the picture has what it should begin with. */
export function joinGradients(picture: HoledPicture, origins: Int32Array): void {
  const { channels, values, hole } = picture;
  const pixels = holePixels(hole);
  for (const pixel of pixels) {
    const origin = origins[pixel]!;
    if (origin >= 0) for (let channel = 0; channel < channels; channel += 1) values[pixel * channels + channel] = values[origin * channels + channel]!;
  }
  const equation = { ...picture, pixels, wanted: gradientSums(picture, pixels, origins), hold: colourHold };
  for (const pixel of pixels) for (let at = pixel * channels; at < (pixel + 1) * channels; at += 1) equation.wanted[at]! -= colourHold * values[at]!;
  const levels = hierarchy(equation);
  for (let cycle = 0; cycle < cycles; cycle += 1) improve(levels, 0);
  for (const pixel of pixels) for (let at = pixel * channels; at < (pixel + 1) * channels; at += 1) values[at] = Math.min(255, Math.max(0, values[at]!));
}

/** Sums of the differences to the neighbours that the origins have: the mean of what both ends say where both lie in the hole. */
function gradientSums({ width, height, channels, values, hole }: HoledPicture, pixels: Int32Array, origins: Int32Array): Float32Array {
  const wanted = new Float32Array(values.length);
  const [gradient, jump] = [new Float32Array(channels), new Float32Array(channels)];
  const isKnown = (from: number, x: number, y: number): boolean => {
    if (from < 0) return false;
    const [column, row] = [(from % width) + x, ((from / width) | 0) + y];
    return column >= 0 && column < width && row >= 0 && row < height && hole[row * width + column] === 0;
  };
  for (const pixel of pixels) {
    const [column, row] = [pixel % width, (pixel / width) | 0];
    const here = origins[pixel]!;
    for (const [x, y] of neighbours) {
      if (column + x < 0 || column + x >= width || row + y < 0 || row + y >= height) continue;
      const step = y * width + x;
      const there = hole[pixel + step] === 1 ? origins[pixel + step]! : -1;
      const [hereKnows, thereKnows] = [isKnown(here, x, y), isKnown(there, -x, -y)];
      const share = hereKnows && thereKnows ? 0.5 : 1;
      const beside = hole[pixel + step] === 1 ? there : pixel + step;
      let apart = 0;
      for (let channel = 0; channel < channels; channel += 1) {
        let told = 0;
        if (hereKnows) told += share * (values[(here + step) * channels + channel]! - values[here * channels + channel]!);
        if (thereKnows) told += share * (values[there * channels + channel]! - values[(there - step) * channels + channel]!);
        gradient[channel] = told;
        jump[channel] = here >= 0 && beside >= 0 ? values[beside * channels + channel]! - values[here * channels + channel]! : told;
        apart += Math.abs(jump[channel]! - told);
      }
      // An edge stays: made smooth, it would cast a shadow of each thing upon the other.
      const kept = 1 - Math.exp(-((apart / channels / edge) ** 4));
      for (let channel = 0; channel < channels; channel += 1) wanted[pixel * channels + channel]! += gradient[channel]! + kept * (jump[channel]! - gradient[channel]!);
    }
  }
  return wanted;
}

/** The equation, and those for its error at half the size each. */
function hierarchy(finest: Equation): Equation[] {
  const levels = [finest];
  for (let fine = finest; Math.max(fine.width, fine.height) > smallestSide; fine = levels.at(-1)!) {
    const [width, height] = [(fine.width + 1) >> 1, (fine.height + 1) >> 1];
    const hole = new Uint8Array(width * height).fill(1);
    for (let y = 0, pixel = 0; y < fine.height; y += 1) for (let x = 0; x < fine.width; x += 1, pixel += 1) if (fine.hole[pixel] === 0) hole[(y >> 1) * width + (x >> 1)] = 0;
    const pixels = holePixels(hole);
    if (pixels.length === 0) break;
    const count = width * height * fine.channels;
    // A pixel stands for four.
    levels.push({ width, height, channels: fine.channels, hole, pixels, values: new Float32Array(count), wanted: new Float32Array(count), hold: 4 * fine.hold });
  }
  return levels;
}

/** One V-cycle. */
function improve(levels: readonly Equation[], level: number): void {
  const [fine, coarse] = [levels[level]!, levels[level + 1]];
  relax(fine);
  if (!coarse) return;
  coarse.values.fill(0);
  coarse.wanted.fill(0);
  visit(fine, (at, sum, pixel, channel) => {
    const to = parent(fine, coarse, pixel);
    if (coarse.hole[to] === 1) coarse.wanted[to * fine.channels + channel]! += fine.wanted[at]! - sum + (4 + fine.hold) * fine.values[at]!;
  });
  improve(levels, level + 1);
  for (const pixel of fine.pixels) {
    const from = parent(fine, coarse, pixel) * fine.channels;
    for (let channel = 0; channel < fine.channels; channel += 1) fine.values[pixel * fine.channels + channel]! += coarse.values[from + channel]!;
  }
  relax(fine);
}

const parent = (fine: Equation, coarse: Equation, pixel: number): number => (((pixel / fine.width) | 0) >> 1) * coarse.width + (pixel % fine.width >> 1);

function relax(equation: Equation): void {
  const { values, wanted, hold } = equation;
  for (let sweep = 0; sweep < sweeps; sweep += 1)
    visit(equation, (at, sum) => {
      values[at]! += relaxation * ((sum - wanted[at]!) / (4 + hold) - values[at]!);
    });
}

/** Calls back for each sample of the hole with the sum of its four neighbours, itself where the picture ends. */
function visit({ width, height, channels, values, pixels }: Equation, call: (at: number, sum: number, pixel: number, channel: number) => void): void {
  for (const pixel of pixels) {
    const [x, y] = [pixel % width, (pixel / width) | 0];
    const left = x > 0 ? -channels : 0;
    const right = x < width - 1 ? channels : 0;
    const up = y > 0 ? -width * channels : 0;
    const down = y < height - 1 ? width * channels : 0;
    for (let channel = 0, at = pixel * channels; channel < channels; channel += 1, at += 1) {
      call(at, values[at + left]! + values[at + right]! + values[at + up]! + values[at + down]!, pixel, channel);
    }
  }
}
