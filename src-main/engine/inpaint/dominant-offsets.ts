/**
 * @file How far away a picture repeats itself: the offsets at which most of its patches have their likes, which bricks, windows,
 * boards and straight lines share (He and Sun, "Statistics of Patch Offsets for Image Completion", 2012). Runs in the engine.
 */
import { improveMatches, openOwnField, refreshCosts } from './nearest-field.ts';
import type { HoledPicture } from './holed-picture.ts';
import { drawBelow, type RandomSource } from './random-source.ts';

export type Offset = { readonly x: number; readonly y: number };

/** Offsets shorter than this share of the longer side tell only that pixels are like their neighbours. */
const nearestShare = 1 / 15;
const passes = 6;
/** Standard deviation of the blur over the counts, and half of the window that a peak is the highest in. */
const sigma = Math.SQRT2;
const peakReach = 4;

/** The most frequent first. */
export function dominantOffsets(picture: HoledPicture, most: number, random: RandomSource): Offset[] {
  const { width, height } = picture;
  const nearest = Math.max(4, Math.round(Math.max(width, height) * nearestShare));
  const field = openOwnField(picture, Math.max(width, height), nearest);
  if (!field) return [];
  const { targets, sources, match } = field;
  for (const target of targets) {
    const [x, y] = [target % width, (target / width) | 0];
    for (let tries = 0; tries < 50; tries += 1) {
      const source = targets[drawBelow(random, targets.length)]!;
      if (sources[source] !== 1 || (Math.abs((source % width) - x) < nearest && Math.abs(((source / width) | 0) - y) < nearest)) continue;
      match[target] = source;
      break;
    }
    if (match[target]! < 0) return [];
  }
  refreshCosts(field);
  for (let pass = 0; pass < passes; pass += 1) improveMatches(field, pass % 2 === 0, random);
  return peaks(blurred(countOffsets(picture, targets, match)), most);
}

type Counts = { readonly columns: number; readonly rows: number; readonly values: Float32Array };

/** Of both directions, by where they lie from the middle. */
function countOffsets(picture: HoledPicture, targets: Int32Array, match: Int32Array): Counts {
  const { width, height } = picture;
  const [columns, rows] = [2 * width - 1, 2 * height - 1];
  const values = new Float32Array(columns * rows);
  for (const target of targets) {
    const x = (match[target]! % width) - (target % width);
    const y = ((match[target]! / width) | 0) - ((target / width) | 0);
    const weight = structureAt(picture, target);
    values[(height - 1 + y) * columns + width - 1 + x]! += weight;
    values[(height - 1 - y) * columns + width - 1 - x]! += weight;
  }
  return { columns, rows, values };
}

/** Differences to the neighbours up to which a place counts less: plain areas are like themselves everywhere. */
const plain = 24;

function structureAt({ width, channels, values }: HoledPicture, pixel: number): number {
  let sum = 0;
  for (let channel = 0; channel < Math.min(3, channels); channel += 1) {
    const at = pixel * channels + channel;
    sum += Math.abs(values[at + channels]! - values[at - channels]!) + Math.abs(values[at + width * channels]! - values[at - width * channels]!);
  }
  return Math.min(1, sum / plain);
}

const taps = Float32Array.from({ length: 9 }, (_, index) => Math.exp(-((index - 4) ** 2) / (2 * sigma ** 2)));

function blurred({ columns, rows, values }: Counts): Counts {
  const along = (from: Float32Array, step: number, position: (at: number) => number, length: number): Float32Array => {
    const result = new Float32Array(from.length);
    for (let at = 0; at < from.length; at += 1) {
      const place = position(at);
      for (let tap = Math.max(-4, -place); tap <= Math.min(4, length - 1 - place); tap += 1) result[at]! += taps[tap + 4]! * from[at + tap * step]!;
    }
    return result;
  };
  const across = along(values, 1, (at) => at % columns, columns);
  return { columns, rows, values: along(across, columns, (at) => (at / columns) | 0, rows) };
}

function peaks({ columns, rows, values }: Counts, most: number): Offset[] {
  const found: { readonly x: number; readonly y: number; readonly count: number }[] = [];
  const [middleX, middleY] = [(columns - 1) / 2, (rows - 1) / 2];
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1) {
      const count = values[y * columns + x]!;
      if (count < 1 || !isHighest(values, columns, rows, x, y)) continue;
      found.push({ x: x - middleX, y: y - middleY, count });
    }
  return found.sort((a, b) => b.count - a.count).slice(0, most);
}

function isHighest(values: Float32Array, columns: number, rows: number, x: number, y: number): boolean {
  const here = y * columns + x;
  for (let row = Math.max(0, y - peakReach); row <= Math.min(rows - 1, y + peakReach); row += 1)
    for (let column = Math.max(0, x - peakReach); column <= Math.min(columns - 1, x + peakReach); column += 1) {
      const there = row * columns + column;
      if (values[there]! > values[here]! || (values[there] === values[here] && there < here)) return false;
    }
  return true;
}
