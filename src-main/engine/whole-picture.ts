/** @file A whole raster made small enough for one run of a network, read a few rows at a time. Runs in the engine. */
import { openRaster } from '../image-io/raster.ts';
import { largestSample } from './tensor.ts';

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

/** Pixels are means of the areas that they stand for, colours counting as much as they are opaque. */
export async function readSmall(raster: string, { side, sizeMultiple, least = 1 }: SmallNeeds): Promise<SmallPicture> {
  const source = await openRaster(raster);
  try {
    const ratio = Math.min(1, side / Math.max(source.width, source.height));
    const [width, height] = [source.width, source.height].map((length) => Math.max(1, Math.round(length * ratio))) as [number, number];
    const [planeWidth, planeHeight] = [width, height].map((length) => Math.ceil(Math.max(length, least) / sizeMultiple) * sizeMultiple) as [number, number];
    const sums = new Float32Array(4 * width * height);
    for (let first = 0; first < source.height; first += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, source.height - first);
      const samples = await source.readRows(first, count);
      const line = new Float32Array(4 * width);
      const { channels } = source;
      for (let row = 0; row < count; row += 1) {
        narrow(samples.subarray(row * source.width * channels, (row + 1) * source.width * channels), source, width, line);
        addRow(line, sums, first + row, source.height, height);
      }
    }
    return { width, height, planeWidth, planeHeight, planes: spread(sums, { width, height, planeWidth, planeHeight }) };
  } finally {
    await source.close();
  }
}

/** One row of the raster as sums of red, green, blue and weight over the areas of `width` pixels. */
function narrow(samples: Uint8Array | Uint16Array, { width: from, channels }: { width: number; channels: number }, width: number, line: Float32Array): void {
  line.fill(0);
  const gain = 1 / largestSample(samples);
  const [green, blue] = channels > 2 ? [1, 2] : [0, 0];
  const hasAlpha = channels % 2 === 0;
  const step = width / from;
  for (let x = 0, at = 0; x < from; x += 1, at += channels) {
    const opacity = hasAlpha ? samples[at + channels - 1]! * gain + 1e-6 : 1;
    const start = x * step;
    const to = Math.min(width - 1, Math.floor(start));
    // A source pixel lies in two areas at most, since the picture is never enlarged.
    const inNext = to + 1 < width ? Math.max(0, start + step - (to + 1)) : 0;
    add(line, to, samples, at, green, blue, gain, (step - inNext) * opacity);
    if (inNext > 0) add(line, to + 1, samples, at, green, blue, gain, inNext * opacity);
  }
}

function add(line: Float32Array, to: number, samples: Uint8Array | Uint16Array, at: number, green: number, blue: number, gain: number, weight: number): void {
  const scaled = gain * weight;
  line[4 * to]! += samples[at]! * scaled;
  line[4 * to + 1]! += samples[at + green]! * scaled;
  line[4 * to + 2]! += samples[at + blue]! * scaled;
  line[4 * to + 3]! += weight;
}

function addRow(line: Float32Array, sums: Float32Array, y: number, from: number, height: number): void {
  const step = height / from;
  const start = y * step;
  const to = Math.min(height - 1, Math.floor(start));
  const inNext = to + 1 < height ? Math.max(0, start + step - (to + 1)) : 0;
  const stride = line.length;
  for (let at = 0; at < stride; at += 1) sums[to * stride + at]! += line[at]! * (step - inNext);
  if (inNext > 1e-9) for (let at = 0; at < stride; at += 1) sums[(to + 1) * stride + at]! += line[at]! * inNext;
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
