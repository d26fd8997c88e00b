/**
 * @file Resizes pictures with filters that widen as pictures shrink, so that no detail folds into patterns. Pure.
 *
 * The bicubic filter is Keys' with a = -0.5; with it, halving gives the low-resolution pictures on which published
 * super-resolution numbers rest (MATLAB's imresize, Pillow's BICUBIC) to within rounding.
 */
import { colours, type Picture } from './picture.ts';

type Kernel = { readonly reach: number; weight(distance: number): number };

const kernels = {
  bicubic: {
    reach: 2,
    weight: (distance) => {
      const d = Math.abs(distance);
      if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
      return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    },
  },
  lanczos: { reach: 3, weight: (distance) => (Math.abs(distance) < 3 ? sinc(distance) * sinc(distance / 3) : 0) },
} as const satisfies Record<string, Kernel>;

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** The source samples that one target sample is made of. */
type Taps = { readonly first: number; readonly weights: Float32Array };

function tapsFor(from: number, to: number, { reach, weight }: Kernel): Taps[] {
  const step = from / to;
  const stretch = Math.max(step, 1);
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * step;
    const first = Math.max(0, Math.floor(centre - reach * stretch + 0.5));
    const end = Math.min(from, Math.floor(centre + reach * stretch + 0.5));
    const weights = Float32Array.from({ length: end - first }, (__, tap) => weight((first + tap + 0.5 - centre) / stretch));
    const total = weights.reduce((sum, value) => sum + value, 0);
    return { first, weights: weights.map((value) => value / total) };
  });
}

export function resample(picture: Picture, width: number, height: number, filter: keyof typeof kernels): Picture {
  if (width === picture.width && height === picture.height) return picture;
  const narrowed = resampleRows(picture, tapsFor(picture.width, width, kernels[filter]));
  return { width, height, samples: resampleColumns(narrowed, width, tapsFor(picture.height, height, kernels[filter])) };
}

function resampleRows({ width, height, samples }: Picture, taps: readonly Taps[]): Float32Array {
  const result = new Float32Array(taps.length * height * colours);
  let to = 0;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (const { first, weights } of taps) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tap = 0, from = (row + first) * colours; tap < weights.length; tap += 1, from += colours) {
        const weight = weights[tap]!;
        red += weight * samples[from]!;
        green += weight * samples[from + 1]!;
        blue += weight * samples[from + 2]!;
      }
      result[to] = red;
      result[to + 1] = green;
      result[to + 2] = blue;
      to += colours;
    }
  }
  return result;
}

function resampleColumns(rows: Float32Array, width: number, taps: readonly Taps[]): Uint8Array {
  const length = width * colours;
  const result = new Uint8ClampedArray(length * taps.length);
  const sum = new Float32Array(length);
  taps.forEach(({ first, weights }, y) => {
    sum.fill(0);
    weights.forEach((weight, tap) => {
      const start = (first + tap) * length;
      for (let index = 0; index < length; index++) sum[index]! += weight * rows[start + index]!;
    });
    result.set(sum, y * length);
  });
  return new Uint8Array(result.buffer);
}
