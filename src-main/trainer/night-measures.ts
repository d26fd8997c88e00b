/**
 * @file How convincing nights are that were made of days, in three numbers that only together say something: blobs on
 * black meet the first two, a curve meets the second, plain darkening the third. Pure.
 */
import { lumaAt } from '../../src-shared/luma.ts';
import { colours, type Picture } from './data/picture.ts';
import { resample } from './data/resample.ts';
import { slicedWasserstein } from './sliced-wasserstein.ts';

const sampling = { patches: 4096, directions: 96, seed: 1 } as const;
const levels = [1, 2, 4] as const;

/** Mean sliced Wasserstein distance of patches of 7 x 7 pixels at full, half and quarter size, in thousandths of the range. */
export function nightDistance(a: readonly Picture[], b: readonly Picture[]): number {
  const at = (pictures: readonly Picture[], shrink: number) =>
    pictures.map((picture) => resample(picture, Math.round(picture.width / shrink), Math.round(picture.height / shrink), 'lanczos'));
  const distances = levels.map((shrink) => slicedWasserstein(at(a, shrink), at(b, shrink), sampling));
  return (1000 * distances.reduce((sum, distance) => sum + distance, 0)) / levels.length;
}

/** What a curve and a blue filter make of a day: the night of old films. Anything learnt must be better. */
export function darkened({ width, height, samples }: Picture): Picture {
  const tables = [0.35, 0.4, 0.55].map((gain) => Uint8Array.from({ length: 256 }, (_, value) => Math.round(255 * gain * (value / 255) ** 1.6)));
  return { width, height, samples: samples.map((sample, index) => tables[index % colours]![sample]!) };
}

/** The inverse of that: what brightens a night without knowing anything. */
export function brightened({ width, height, samples }: Picture): Picture {
  const tables = [0.35, 0.4, 0.55].map((gain) => Uint8Array.from({ length: 256 }, (_, value) => Math.min(255, Math.round(255 * (value / 255 / gain) ** (1 / 1.6)))));
  return { width, height, samples: samples.map((sample, index) => tables[index % colours]![sample]!) };
}

const window = 7;

/**
 * Mean absolute correlation of logarithmic luma in windows of 7 x 7 pixels, each counted by the contrast of the first
 * picture in it: near 1 where all edges stayed. Both are of one size.
 */
export function structureKept(day: Picture, night: Picture): number {
  if (day.width !== night.width || day.height !== night.height) throw new Error(`expected pictures of one size, got ${day.width} x ${day.height} and ${night.width} x ${night.height}`);
  const [a, b] = [logLuma(day), logLuma(night)];
  const mean = (of: (index: number) => number) => windowMeans(day, of);
  const [meanA, meanB] = [mean((index) => a[index]!), mean((index) => b[index]!)];
  const [squareA, squareB, product] = [mean((index) => a[index]! ** 2), mean((index) => b[index]! ** 2), mean((index) => a[index]! * b[index]!)];
  let [sum, weights] = [0, 0];
  meanA.forEach((middle, index) => {
    const deviation = Math.sqrt(Math.max(0, squareA[index]! - middle ** 2));
    const other = Math.sqrt(Math.max(0, squareB[index]! - meanB[index]! ** 2));
    const covariance = product[index]! - middle * meanB[index]!;
    sum += deviation * Math.abs(covariance / (deviation * other + 2e-3));
    weights += deviation;
  });
  return weights === 0 ? 1 : sum / weights;
}

function logLuma({ width, height, samples }: Picture): Float64Array {
  return Float64Array.from({ length: width * height }, (_, pixel) => Math.log(lumaAt(samples, pixel * colours) / 255 + 0.03));
}

/** Of all windows that lie inside, by running sums. */
function windowMeans({ width, height }: Picture, of: (index: number) => number): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0, row = 0; x < width; x++) {
      row += of(y * width + x);
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  }
  const [columns, rows] = [width - window + 1, height - window + 1];
  const at = (x: number, y: number) => sums[y * (width + 1) + x]!;
  return Float64Array.from({ length: columns * rows }, (_, index) => {
    const [x, y] = [index % columns, Math.floor(index / columns)];
    return (at(x + window, y + window) - at(x, y + window) - at(x + window, y) + at(x, y)) / window ** 2;
  });
}
