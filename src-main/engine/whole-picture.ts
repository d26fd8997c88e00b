/** @file A whole raster made small enough for one run of a network, read a few rows at a time. Runs in the engine. */
import { openRaster, type RasterShape } from '../image-io/raster.ts';
import { hasAlpha } from '../image-io/raster-file.ts';
import { createKernel, firstPlace, layOut } from './kernels/kernel.ts';
import { largestSample, type Samples } from './tensor.ts';

export type SmallPicture = {
  /** Of the picture; the planes go on to the right and below with repeated borders. */
  readonly width: number;
  readonly height: number;
  /** Of the planes: multiples of what the network asks for. */
  readonly planeWidth: number;
  readonly planeHeight: number;
  /** Planes R, G, B in [0, 1]. */
  readonly planes: Float32Array;
};

export type SmallNeeds = {
  /** Longest side wanted; a picture that is smaller stays as it is. */
  readonly side: number;
  readonly sizeMultiple: number;
  /** Shortest side that the network takes. */
  readonly least?: number;
};

const rowsAtOnce = 64;
/** The kernel takes so many. */
const samplesAtOnce = 16;
/** Less of a row than this is rounding. */
const leastPart = 1e-6;

/** Pixels are means of the areas that they stand for, colours counting as much as they are opaque. */
export async function readSmall(raster: string, { side, sizeMultiple, least = 1 }: SmallNeeds): Promise<SmallPicture> {
  const source = await openRaster(raster);
  try {
    const ratio = Math.min(1, side / Math.max(source.width, source.height));
    const [width, height] = [source.width, source.height].map((length) => Math.max(1, Math.round(length * ratio))) as [number, number];
    const [planeWidth, planeHeight] = [width, height].map((length) => Math.ceil(Math.max(length, least) / sizeMultiple) * sizeMultiple) as [number, number];
    const sums = new Float32Array(4 * width * height);
    const line = hasAlpha(source) ? opaqueLines(source, width) : plainLines(source, width);
    for (let first = 0; first < source.height; first += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, source.height - first);
      const samples = await source.readRows(first, count);
      for (let row = 0; row < count; row += 1) {
        const whole = samples.subarray(row * source.width * source.channels, (row + 1) * source.width * source.channels);
        for (const { to, part, last } of areasOf(first + row, source.height, height)) {
          const done = line(whole, part, last);
          if (done) sums.set(done, 4 * width * to);
        }
      }
    }
    return { width, height, planeWidth, planeHeight, planes: spread(sums, { width, height, planeWidth, planeHeight }) };
  } finally {
    await source.close();
  }
}

/** The small rows that a row of the raster lies in, two at most since the picture is never enlarged, how much of it does, and whether it is their last. */
function areasOf(y: number, from: number, height: number): { readonly to: number; readonly part: number; readonly last: boolean }[] {
  const step = height / from;
  const start = y * step;
  const to = Math.min(height - 1, Math.floor(start));
  const inNext = to + 1 < height ? Math.max(0, start + step - (to + 1)) : 0;
  const ends = y === from - 1 || start + step >= to + 1 - leastPart;
  const own = { to, part: step - inNext, last: ends };
  return inNext > leastPart ? [own, { to: to + 1, part: inNext, last: false }] : [own];
}

/** Takes a row of samples and how much of it counts; gives the small row when it is done: red, green, blue and weight of each pixel. */
type Lines = (samples: Samples, part: number, last: boolean) => Float32Array | null;

/** Rows are added up first, and made narrow once for each small row. */
function plainLines({ width: from, channels, depth }: RasterShape, width: number): Lines {
  const kernel = createKernel<'addRow'>('area-sums');
  const count = Math.ceil((from * channels) / samplesAtOnce) * samplesAtOnce;
  const { places: at } = layOut(kernel, { source: (count * depth) / 8, sums: 4 * count }, firstPlace);
  const { buffer } = kernel.memory;
  const source = depth === 8 ? new Uint8Array(buffer, at.source, count) : new Uint16Array(buffer, at.source, count);
  const sums = new Float32Array(buffer, at.sums, count);
  const line = new Float32Array(4 * width);
  let weight = 0;
  return (samples, part, last) => {
    source.set(samples);
    kernel.addRow(at.source, depth === 16 ? 1 : 0, count, at.sums, part);
    weight += part;
    if (!last) return null;
    narrow(sums, { from, channels, gain: 1 / (weight * largestSample(samples)), opacities: false }, width, line);
    sums.fill(0);
    weight = 0;
    return line;
  };
}

/** Colours count as much as they are opaque, so that every row is made narrow before it is added. */
function opaqueLines({ width: from, channels }: RasterShape, width: number): Lines {
  const narrowed = new Float32Array(4 * width);
  const line = new Float32Array(4 * width);
  let begun = false;
  return (samples, part, last) => {
    narrow(samples, { from, channels, gain: 1 / largestSample(samples), opacities: true }, width, narrowed);
    for (let at = 0; at < line.length; at += 1) line[at] = (begun ? line[at]! : 0) + part * narrowed[at]!;
    begun = !last;
    return last ? line : null;
  };
}

type Row = { readonly from: number; readonly channels: number; /** What samples are multiplied by to lie in [0, 1]. */ readonly gain: number; readonly opacities: boolean };

/** One row as sums of red, green, blue and weight over the areas of `width` pixels. */
function narrow(samples: Samples | Float32Array, { from, channels, gain, opacities }: Row, width: number, line: Float32Array): void {
  const [green, blue] = channels > 2 ? [1, 2] : [0, 0];
  const step = width / from;
  let [to, r, g, b, sum] = [0, 0, 0, 0, 0];
  for (let x = 0, at = 0; x < from; x += 1, at += channels) {
    const opacity = opacities ? samples[at + channels - 1]! * gain + 1e-6 : 1;
    // A source pixel lies in two areas at most, since the picture is never enlarged.
    const left = to + 1 - (x + 1) * step;
    const beyond = to + 1 < width ? Math.max(0, -left) * opacity : 0;
    const own = step * opacity - beyond;
    r += samples[at]! * own;
    g += samples[at + green]! * own;
    b += samples[at + blue]! * own;
    sum += own;
    if (left > leastPart && x + 1 < from) continue;
    line[4 * to] = gain * r;
    line[4 * to + 1] = gain * g;
    line[4 * to + 2] = gain * b;
    line[4 * to + 3] = sum;
    [to, r, g, b, sum] = [to + 1, samples[at]! * beyond, samples[at + green]! * beyond, samples[at + blue]! * beyond, beyond];
  }
}

function spread(sums: Float32Array, { width, height, planeWidth, planeHeight }: Omit<SmallPicture, 'planes'>): Float32Array {
  const planes = new Float32Array(3 * planeWidth * planeHeight);
  for (let y = 0; y < planeHeight; y += 1) {
    for (let x = 0; x < planeWidth; x += 1) {
      const from = 4 * (Math.min(y, height - 1) * width + Math.min(x, width - 1));
      const to = y * planeWidth + x;
      for (let channel = 0; channel < 3; channel += 1) planes[channel * planeWidth * planeHeight + to] = sums[from + channel]! / sums[from + 3]!;
    }
  }
  return planes;
}
