/** @file Pictures as planes of numbers, for measuring; read from files, resized by MATLAB's bicubic. */
import sharp from 'sharp';

/** Planes one after another, rows from the top; red, green and blue in 0 to 255. */
export type Planar = { readonly data: Float32Array; readonly width: number; readonly height: number; readonly planes: number };

export async function readPlanar(path: string): Promise<Planar> {
  const { data, info } = await sharp(path).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return planarOf(data, info);
}

type Interleaved = { readonly width: number; readonly height: number; readonly channels: number };

/** From samples of 8 bits, pixel by pixel; grey is repeated. */
export function planarOf(samples: Uint8Array, { width, height, channels }: Interleaved): Planar {
  const pixels = width * height;
  const result = new Float32Array(3 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let plane = 0; plane < 3; plane++) result[plane * pixels + pixel] = samples[pixel * channels + (channels < 3 ? 0 : plane)]!;
  }
  return { data: result, width, height, planes: 3 };
}

/** The opposite of `planarOf`, for a picture that is `rounded`: three samples of 8 bits a pixel. */
export function interleaved({ data, width, height }: Planar): Uint8Array {
  const pixels = width * height;
  const samples = new Uint8Array(3 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let plane = 0; plane < 3; plane++) samples[pixel * 3 + plane] = data[plane * pixels + pixel]!;
  }
  return samples;
}

/** The part that starts at (left, top). */
export function crop({ data, width, height, planes }: Planar, left: number, top: number, toWidth: number, toHeight: number): Planar {
  const result = new Float32Array(planes * toWidth * toHeight);
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < toHeight; y++) {
      const from = (plane * height + top + y) * width + left;
      result.set(data.subarray(from, from + toWidth), (plane * toHeight + y) * toWidth);
    }
  }
  return { data: result, width: toWidth, height: toHeight, planes };
}

/** What an 8-bit file would hold. */
export function rounded(picture: Planar): Planar {
  return { ...picture, data: picture.data.map((value) => Math.min(255, Math.max(0, Math.round(value)))) };
}

/** MATLAB's `imresize`: cubic with a = -0.5, widened when it shrinks, borders mirrored; height first, as there. */
export function bicubic(picture: Planar, width: number, height: number): Planar {
  const tall = resizeRows(picture, height);
  return transposed(resizeRows(transposed(tall), width));
}

function resizeRows({ data, width, height, planes }: Planar, toHeight: number): Planar {
  const result = new Float32Array(planes * width * toHeight);
  for (let row = 0; row < toHeight; row++) {
    for (const { source, weight } of taps(row, height, toHeight)) {
      for (let plane = 0; plane < planes; plane++) {
        const from = (plane * height + source) * width;
        const to = (plane * toHeight + row) * width;
        for (let x = 0; x < width; x++) result[to + x]! += weight * data[from + x]!;
      }
    }
  }
  return { data: result, width, height: toHeight, planes };
}

function taps(row: number, height: number, toHeight: number): { source: number; weight: number }[] {
  const scale = Math.min(1, toHeight / height);
  const centre = ((row + 0.5) * height) / toHeight - 0.5;
  const reach = 2 / scale;
  const first = Math.ceil(centre - reach);
  const count = Math.floor(centre + reach) - first + 1;
  const rows = Array.from({ length: count }, (_, index) => first + index);
  const weights = rows.map((source) => cubic((source - centre) * scale));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return rows.map((source, index) => ({ source: mirrored(source, height), weight: weights[index]! / sum }));
}

function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x <= 1) return 1.5 * x ** 3 - 2.5 * x ** 2 + 1;
  return x < 2 ? -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2 : 0;
}

function mirrored(index: number, length: number): number {
  const period = 2 * length;
  const within = ((index % period) + period) % period;
  return within < length ? within : period - 1 - within;
}

function transposed({ data, width, height, planes }: Planar): Planar {
  const result = new Float32Array(data.length);
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) result[(plane * width + x) * height + y] = data[(plane * height + y) * width + x]!;
    }
  }
  return { data: result, width: height, height: width, planes };
}
