/**
 * @file Holes for training an inpainter: brush strokes and boxes by chance (free-form masks after Yu et al. 2019). Pure.
 * A mask is size x size floats, 1 in the holes.
 */
import type { Random } from '../random.ts';

const leastCover = 0.02;
const mostCover = 0.5;

/** Covers between 2 and 50 % of the square. */
export function drawHoles(size: number, random: Random): Float32Array {
  const mask = new Float32Array(size * size);
  const strokes = 1 + random.integer(3);
  for (let index = 0; index < strokes; index++) drawStroke(mask, size, random);
  if (random.integer(2) === 1) drawBox(mask, size, random);
  const cover = mask.reduce((sum, value) => sum + value, 0) / mask.length;
  return cover < leastCover || cover > mostCover ? drawHoles(size, random) : mask;
}

function drawStroke(mask: Float32Array, size: number, random: Random): void {
  const radius = size * (0.02 + 0.05 * random.uniform());
  let [x, y] = [random.uniform() * size, random.uniform() * size];
  let angle = random.uniform() * 2 * Math.PI;
  const bends = 2 + random.integer(5);
  for (let bend = 0; bend < bends; bend++) {
    angle += (random.uniform() - 0.5) * 2;
    const length = size * (0.05 + 0.2 * random.uniform());
    // Discs one radius apart leave no gaps worth speaking of.
    for (let done = 0; done < length; done += Math.max(1, radius)) {
      drawDisc(mask, size, x, y, radius);
      x += Math.cos(angle) * Math.max(1, radius);
      y += Math.sin(angle) * Math.max(1, radius);
    }
  }
}

function drawDisc(mask: Float32Array, size: number, x: number, y: number, radius: number): void {
  const [left, right] = [Math.max(0, Math.ceil(x - radius)), Math.min(size - 1, Math.floor(x + radius))];
  const [top, bottom] = [Math.max(0, Math.ceil(y - radius)), Math.min(size - 1, Math.floor(y + radius))];
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++)
      if ((column - x) ** 2 + (row - y) ** 2 <= radius ** 2) mask[row * size + column] = 1;
}

function drawBox(mask: Float32Array, size: number, random: Random): void {
  const [width, height] = [drawSide(size, random), drawSide(size, random)];
  const [left, top] = [random.integer(size - width + 1), random.integer(size - height + 1)];
  for (let row = top; row < top + height; row++) mask.fill(1, row * size + left, row * size + left + width);
}

/** An eighth to a half of the square's side. */
const drawSide = (size: number, random: Random): number => Math.max(1, Math.floor(size / 8)) + random.integer(Math.ceil((3 * size) / 8));
