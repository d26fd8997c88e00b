/**
 * @file Finds skin and text in a small copy of a picture, so that a translation can leave them alone. Pure; runs in the engine.
 *
 * Simple rules of the literature, not networks: they find what is plain to see and take some wood, sand or twigs for it.
 */
import { boxMean, croppedPlanes } from './fit-transforms.ts';
import type { SmallPicture } from './whole-picture.ts';

export const protections = ['none', 'skin', 'text', 'both'] as const;
export type Protection = (typeof protections)[number];

/** How much of the translation each pixel of the small picture takes, 0 to 1 with soft borders; null where all of it. */
export function unprotectedParts(small: SmallPicture, protect: Protection): Float32Array | null {
  if (protect === 'none') return null;
  const planes = croppedPlanes(small.planes, small) as [Float32Array, Float32Array, Float32Array];
  const { width, height } = small;
  const found = new Float32Array(width * height);
  if (protect !== 'text') markDense(skinPixels(planes), small, 0.5, found);
  if (protect !== 'skin') markDense(textPixels(planes, small), small, 0.45, found);
  return boxMean(found, width, height).map((share) => 1 - Math.min(1, 2 * share));
}

/** Marks where at least `share` of the surroundings are found: lone pixels are chance. */
function markDense(pixels: Float32Array, { width, height }: SmallPicture, share: number, found: Float32Array): void {
  boxMean(pixels, width, height).forEach((dense, pixel) => {
    if (dense >= share) found[pixel] = 1;
  });
}

/**
 * Kovac, Peer and Solina, "Human Skin Colour Clustering for Face Detection" (2003), in daylight, within the chroma of Chai
 * and Ngan, "Face Segmentation Using Skin-Color Map in Videophone Applications" (1999).
 */
function skinPixels([red, green, blue]: readonly [Float32Array, Float32Array, Float32Array]): Float32Array {
  return red.map((value, pixel) => {
    const [r, g, b] = [255 * value, 255 * green[pixel]!, 255 * blue[pixel]!];
    const coloured = r > 95 && g > 40 && b > 20 && Math.max(r, g, b) - Math.min(r, g, b) > 15 && r - g > 15 && r > b;
    const blueChroma = 128 - 0.169 * r - 0.331 * g + 0.5 * b;
    const redChroma = 128 + 0.5 * r - 0.419 * g - 0.081 * b;
    return coloured && blueChroma >= 77 && blueChroma <= 127 && redChroma >= 133 && redChroma <= 173 ? 1 : 0;
  });
}

/** Pixels to both sides of a line of text that strokes are counted in. */
const lineReach = 8;
/** A stroke's border, as a difference of luma over two pixels. */
const strokeBorder = 0.18;
const fewestBorders = 4;

/**
 * Strokes rise and fall again and again along a line, from one brightness of the ground to one of the ink: the largest
 * differences of gradient of Wong and Chen, "A new robust algorithm for video text extraction" (2003), where the brightness
 * has two levels.
 */
function textPixels([red, green, blue]: readonly [Float32Array, Float32Array, Float32Array], { width, height }: SmallPicture): Float32Array {
  const luma = red.map((value, pixel) => 0.299 * value + 0.587 * green[pixel]! + 0.114 * blue[pixel]!);
  const found = new Float32Array(luma.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = lineReach + 1; x < width - lineReach - 1; x += 1) if (isLineOfText(luma, y * width + x)) found[y * width + x] = 1;
  }
  return found;
}

function isLineOfText(luma: Float32Array, middle: number): boolean {
  let [borders, last, lowest, highest] = [0, 0, 1, 0];
  for (let at = middle - lineReach; at <= middle + lineReach; at += 1) {
    const step = luma[at + 1]! - luma[at - 1]!;
    const direction = Math.abs(step) < strokeBorder ? 0 : Math.sign(step);
    if (direction !== 0 && direction !== last) {
      borders += 1;
      last = direction;
    }
    lowest = Math.min(lowest, luma[at]!);
    highest = Math.max(highest, luma[at]!);
  }
  if (borders < fewestBorders) return false;
  let onLevel = 0;
  const near = (highest - lowest) / 4;
  for (let at = middle - lineReach; at <= middle + lineReach; at += 1) if (luma[at]! - lowest < near || highest - luma[at]! < near) onLevel += 1;
  return onLevel >= 0.7 * (2 * lineReach + 1);
}
