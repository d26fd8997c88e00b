/** @file What a night is like in four numbers, by which a relighting generator is steered. Pure. */
import { lumaAt } from '../../../src-shared/luma.ts';
import { median } from '../median.ts';
import { colours, type Picture } from './picture.ts';

/** Each is around 0: brightness, stops from middle to lights, warmth, greenness. */
export type StyleCode = readonly [brightness: number, stops: number, warmth: number, greenness: number];

/** How many pixels have each luma, rounded. */
export function lumaHistogram({ samples }: Picture): Uint32Array {
  const counts = new Uint32Array(256);
  for (let at = 0; at < samples.length; at += colours) counts[Math.round(lumaAt(samples, at))]! += 1;
  return counts;
}

/** The luma, 0 to 255, that this share of the pixels does not exceed; between whole numbers where counts say so. */
export function percentile(counts: Uint32Array, share: number): number {
  const wanted = share * counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  for (const [value, count] of counts.entries()) {
    if (count > 0 && below + count >= wanted) return Math.max(0, value - 0.5 + (wanted - below) / count);
    below += count;
  }
  return 255;
}

const [middle, lights] = [0.5, 0.995];
/** Keeps black from being infinitely many stops below anything. */
const floor = 4;

/** From the median of luma to its 99.5th percentile. */
export function lightToDarkStops(picture: Picture): number {
  const counts = lumaHistogram(picture);
  return Math.log2((percentile(counts, lights) + floor) / (percentile(counts, middle) + floor));
}

const usualMedian = 32;
const usualStops = 2.5;

export function styleCodeOf(picture: Picture): StyleCode {
  const [red, green, blue] = meanColour(picture);
  const mean = (red + green + blue) / 3 + 6;
  const median = percentile(lumaHistogram(picture), middle);
  return [Math.log2((median + floor) / usualMedian), lightToDarkStops(picture) - usualStops, (2 * (red - blue)) / mean, (4 * (green - (red + blue) / 2)) / mean];
}

function meanColour({ samples }: Picture): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < samples.length; at += colours) for (let channel = 0; channel < colours; channel++) sums[channel]! += samples[at + channel]!;
  return sums.map((sum) => (sum * colours) / samples.length) as [number, number, number];
}

/** Number by number. */
export function medianCode(codes: readonly StyleCode[]): StyleCode {
  return [0, 1, 2, 3].map((index) => median(codes.map((code) => code[index]!))) as unknown as StyleCode;
}
