/**
 * @file Which value ranges a network was made for, told by what comes out: an enlarged picture resembles what went in, a
 * translated one at least has its structure, and both fill their range without leaving it. Pure; runs in the engine.
 */
import type { Levels } from '../../src-shared/model.ts';
import type { PlanarImage } from '../runtime/session.ts';
import { planesOf } from './tensor.ts';

/** The lower the cost, the likelier; below `hopeless`. */
export type JudgedPair = { readonly input: Levels; readonly output: Levels; readonly cost: number };

const hopeless = 1.2;
/** Networks mostly give what they take; it decides where nothing else does. */
const changeCost = 0.04;

/** `raw` are the network's own numbers, of the picture's size. `enlarges`: the result should look as the picture does. */
export function judgePairs(picture: PlanarImage, runs: readonly { readonly input: Levels; readonly raw: PlanarImage }[], outputs: readonly Levels[], enlarges: boolean): JudgedPair[] {
  const shown = inside(picture);
  const luma = meanOf(shown);
  return runs
    .filter(({ raw }) => raw.data.every(Number.isFinite))
    .flatMap(({ input, raw }) =>
      outputs.map((output) => {
        const values = inside(raw).map((value) => (value - output.black) / (output.white - output.black));
        const cost = outside(values) * 4 + habit(input) + (enlarges ? 3 * difference(values, shown) : strangeness(values, luma)) + (input === output ? 0 : changeCost);
        return { input, output, cost };
      }),
    )
    .filter(({ cost }) => cost < hopeless)
    .sort((a, b) => a.cost - b.cost);
}

/** Without the border, where a network sees the zeros around a picture: black to one, grey to another. */
function inside({ data, width, height }: PlanarImage): Float32Array {
  const margin = Math.floor(Math.min(width, height) / 8);
  return data.filter((_, index) => {
    const [x, y] = [index % width, Math.floor(index / width) % height];
    return x >= margin && x < width - margin && y >= margin && y < height - margin;
  });
}

/** Between equals the more usual one. */
const habit = ({ black, white }: Levels): number => (white > 1 ? 0.002 : -black * 0.001);

/** How far values lie beyond black and white, on average. */
const outside = (values: Float32Array): number => values.reduce((sum, value) => sum + Math.max(0, -value, value - 1), 0) / values.length;

const difference = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;

/** Lost structure, less contrast than there could be, nothing dark, or all of it dark. */
function strangeness(values: Float32Array, luma: Float32Array): number {
  const got = meanOf(values);
  const sorted = Float32Array.from(got).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  const lacksDark = Math.max(0, at(0.02) - 0.4);
  const lacksLight = Math.max(0, 0.15 - at(0.98)) * 4;
  const contrast = at(0.98) - at(0.02);
  const lacksContrast = Math.max(0, 0.1 - contrast) * 5 + Math.max(0, 0.6 - contrast) * 0.3;
  return (1 - Math.abs(correlation(got, luma))) * 0.5 + lacksDark + lacksLight + lacksContrast;
}

function meanOf(data: Float32Array): Float32Array {
  const [red, green, blue] = planesOf(data, 3);
  return red!.map((value, index) => (value + green![index]! + blue![index]!) / 3);
}

/** Pearson's; 0 where one of the two is flat. */
function correlation(a: Float32Array, b: Float32Array): number {
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [product, squareA, squareB] = [0, 0, 0];
  for (let index = 0; index < a.length; index += 1) {
    const [x, y] = [a[index]! - meanA, b[index]! - meanB];
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA * squareB > 1e-18 ? product / Math.sqrt(squareA * squareB) : 0;
}

/** The mean of every scale x scale pixels. */
export function shrinkBy({ data, width, height }: PlanarImage, scale: number): PlanarImage {
  const [wide, high] = [width / scale, height / scale];
  const small = new Float32Array(3 * wide * high);
  for (let index = 0; index < data.length; index += 1) {
    const channel = Math.floor(index / (width * height));
    const [x, y] = [index % width, Math.floor((index % (width * height)) / width)];
    small[channel * wide * high + Math.floor(y / scale) * wide + Math.floor(x / scale)]! += data[index]! / scale ** 2;
  }
  return { data: small, width: wide, height: high };
}
