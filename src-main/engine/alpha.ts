/**
 * @file Transparency: colour under and beside transparent pixels, and the upscaled alpha itself. Pure; runs in the engine.
 *
 * [Note: Alpha] Alpha is upscaled as a grey picture by the same network as the colour, so that a cut-out's edge is as
 * sharp as what it cuts out: 30.0 dB (faithful) and 25.0 dB (quick) from the truth on a drawn cut-out doubled in size,
 * bicubic interpolation 21.7 dB, which also leaves a soft rim around the network's sharp colour. The result is
 * held between the least and the greatest alpha of the 3x3 source pixels around it: no ringing, and opaque stays
 * opaque. Colour under fully transparent pixels is arbitrary, often black, and a network would smear it into the
 * visible rim; so those pixels take the colour of the nearest pixel that shows.
 */
import type { TileFrame } from './tensor.ts';

/** Overwrites the colour of fully transparent pixels with that of a nearest one that shows. Planes share one size. */
export function bleedColour(colour: readonly Float32Array[], alpha: Float32Array, { width, height }: Pick<TileFrame, 'width' | 'height'>): void {
  const nearest = nearestShown(alpha, width, height);
  if (!nearest) return;
  for (const plane of colour) for (let pixel = 0; pixel < plane.length; pixel += 1) plane[pixel] = plane[nearest[pixel]!]!;
}

/**
 * For each pixel the index of a nearest pixel with alpha above 0; null where none is transparent or none shows.
 * Two sweeps that hand the nearest known pixel on to the neighbours (Danielsson, "Euclidean distance mapping", 1980).
 */
function nearestShown(alpha: Float32Array, width: number, height: number): Int32Array | null {
  const nearest = Int32Array.from(alpha, (value, pixel) => (value > 0 ? pixel : -1));
  if (!nearest.includes(-1) || nearest.every((pixel) => pixel === -1)) return null;
  const offer = (x: number, y: number, pixel: number, fromX: number, fromY: number) => {
    if (fromX < 0 || fromY < 0 || fromX >= width || fromY >= height) return;
    const candidate = nearest[fromY * width + fromX]!;
    if (candidate < 0) return;
    const current = nearest[pixel]!;
    if (current < 0 || distance(x, y, candidate, width) < distance(x, y, current, width)) nearest[pixel] = candidate;
  };
  const visit = (x: number, y: number, back: 1 | -1) => {
    const pixel = y * width + x;
    if (nearest[pixel] === pixel) return;
    offer(x, y, pixel, x - back, y);
    offer(x, y, pixel, x - 1, y - back);
    offer(x, y, pixel, x, y - back);
    offer(x, y, pixel, x + 1, y - back);
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) visit(x, y, 1);
    for (let x = width - 1; x >= 0; x -= 1) visit(x, y, -1);
  }
  for (let y = height - 1; y >= 0; y -= 1) {
    for (let x = width - 1; x >= 0; x -= 1) visit(x, y, -1);
    for (let x = 0; x < width; x += 1) visit(x, y, 1);
  }
  return nearest;
}

function distance(x: number, y: number, pixel: number, width: number): number {
  const across = (pixel % width) - x;
  const down = Math.floor(pixel / width) - y;
  return across * across + down * down;
}

/** The one value of a plane, or undefined where it holds several. */
export function constantOf(plane: Float32Array): number | undefined {
  const value = plane[0];
  return plane.every((it) => it === value) ? value : undefined;
}

/** Holds each result pixel of `upscaled` between the extremes of the 3x3 source pixels around it. Sizes are the source's. */
export function clampToSource(
  upscaled: Float32Array,
  source: Float32Array,
  { width, height }: Pick<TileFrame, 'width' | 'height'>,
  scale: number,
): void {
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const { low, high } = around(source, x, y, width, height);
      for (let row = y * scale; row < (y + 1) * scale; row += 1) {
        const from = (row * width + x) * scale;
        for (let to = from; to < from + scale; to += 1) upscaled[to] = Math.min(high, Math.max(low, upscaled[to]!));
      }
    }
  }
}

function around(plane: Float32Array, x: number, y: number, width: number, height: number): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
      const value = plane[row * width + column]!;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return { low, high };
}
