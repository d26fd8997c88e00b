/**
 * @file Finds skin and text in a small copy of a picture, so that a translation can leave them alone. Pure; runs in the engine.
 *
 * Simple rules of the literature, not networks: they find what is plain to see and take some wood, sand or twigs for it.
 */
import { lumaOf } from '../../src-shared/luma.ts';
import { boxMean, croppedPlanes } from './fit-transforms.ts';
import { fitMatte } from './mask/guided-matte.ts';
import { skinIn } from './protect-skin.ts';
import type { SmallPicture } from './whole-picture.ts';

export const protections = ['none', 'skin', 'text', 'both'] as const;
export type Protection = (typeof protections)[number];

type Size = { readonly width: number; readonly height: number };
type Planes = readonly [red: Float32Array, green: Float32Array, blue: Float32Array];

/** How much of the translation each pixel of the small picture takes, 0 to 1 with soft borders; null where all of it. */
export function unprotectedParts(small: SmallPicture, protect: Protection): Float32Array | null {
  if (protect === 'none') return null;
  const planes = croppedPlanes(small.planes, small) as [Float32Array, Float32Array, Float32Array];
  const { width, height } = small;
  const found = new Float32Array(width * height);
  if (protect !== 'text') found.set(skinIn(planes, small));
  if (protect !== 'skin') markText(planes, small, found);
  return upToEdges(boxMean(found, width, height), planes, small).map((share) => 1 - share);
}

/** Half of the window in which a border may move to an edge, as a share of the longer side, and what is as good as nothing and as all. */
const [edgeReach, faint, sure] = [1 / 128, 0.2, 0.6];

/** The soft border lies along edges of the picture: what is beside a face is not lit by its day. */
function upToEdges(found: Float32Array, planes: Planes, { width, height }: SmallPicture): Float32Array {
  const { coefficients } = fitMatte(found, planes, width, height, Math.max(2, Math.round(edgeReach * Math.max(width, height))));
  return found.map((_, pixel) => {
    const value = planes.reduce((sum, plane, channel) => sum + coefficients[4 * pixel + channel]! * plane[pixel]!, coefficients[4 * pixel + 3]!);
    return Math.min(1, Math.max(0, (value - faint) / (sure - faint)));
  });
}

/** Share of a pixel's surroundings that are lines of text: lone pixels are chance. */
const dense = 0.45;
/** Text is looked for at these fractions of the size, so that large letters are found too. */
const textScales = [1, 2];

function markText([red, green, blue]: Planes, { width, height }: SmallPicture, found: Float32Array): void {
  const luma = red.map((value, pixel) => lumaOf(value, green[pixel]!, blue[pixel]!));
  for (const scale of textScales) {
    const size = { width: Math.floor(width / scale), height: Math.floor(height / scale) };
    const lines = boxMean(textPixels(scale === 1 ? luma : reduced(luma, width, size, scale), size), size.width, size.height);
    for (let y = 0; y < size.height * scale; y += 1)
      for (let x = 0; x < size.width * scale; x += 1) if (lines[Math.floor(y / scale) * size.width + Math.floor(x / scale)]! >= dense) found[y * width + x] = 1;
  }
}

function reduced(luma: Float32Array, stride: number, { width, height }: Size, scale: number): Float32Array {
  const means = new Float32Array(width * height);
  for (let y = 0; y < height * scale; y += 1) for (let x = 0; x < width * scale; x += 1) means[Math.floor(y / scale) * width + Math.floor(x / scale)]! += luma[y * stride + x]! / scale ** 2;
  return means;
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
function textPixels(luma: Float32Array, { width, height }: Size): Float32Array {
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
