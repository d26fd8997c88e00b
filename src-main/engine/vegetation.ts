/**
 * @file Where grass and leaves are in a small picture of the day, by their colour. Pure; runs in the engine.
 *
 * By the excess of green, (2 g - r - b) / (r + g + b): Woebbecke, Meyer, Von Bargen and Mortensen, "Color Indices for Weed
 * Identification" (1995).
 */
import { around, cellsOf, cellShares, ramp, spreadOver } from './light-cells.ts';
import type { SmallPicture } from './whole-picture.ts';

/** Excess of green from which a pixel may be a plant, and from which it is one. */
const [leastGreen, surelyGreen] = [0.03, 0.1];
/** The same of red over blue: leaves in the shade are bluish, and what is lit in cyan is more so. */
const [cyan, leafy] = [-0.08, -0.02];
/** Plants are no pale things: from this brightness on, 0 to 1, more green is wanted, so much for each 1 of brightness. */
const [pale, moreGreen] = [0.55, 0.5];
/** Side of the squares in which green is counted, and how many of them around a pixel. */
const [side, reach] = [4, 2];
/** Shares of green around a pixel: from the first two on a green pixel counts, so that a single green thing stays; from the others on any does, such as flowers and straw. */
const [few, several, most, nearlyAll] = [0.3, 0.6, 0.7, 0.9];

/** How much of each pixel, 0 to 1, is grass or leaves. */
export function vegetationIn(small: SmallPicture): Float32Array {
  const { width, height, planeWidth, planeHeight, planes } = small;
  const plane = planeWidth * planeHeight;
  const green = new Float32Array(width * height);
  for (let y = 0, pixel = 0; y < height; y += 1) {
    for (let x = 0, at = y * planeWidth; x < width; x += 1, at += 1, pixel += 1) {
      const r = planes[at]!;
      const g = planes[plane + at]!;
      const b = planes[2 * plane + at]!;
      const all = r + g + b + 0.05;
      const excess = (2 * g - r - b) / all - moreGreen * Math.max(0, all / 3 - pale);
      green[pixel] = ramp(excess, leastGreen, surelyGreen) * ramp((r - b) / all, cyan, leafy);
    }
  }
  const cells = cellsOf(small, side);
  const shares = spreadOver(around(cellShares(green, small, cells), cells, reach), cells, small);
  return green.map((own, pixel) => Math.max(own * ramp(shares[pixel]!, few, several), ramp(shares[pixel]!, most, nearlyAll)));
}
