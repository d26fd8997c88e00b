/** @file Pictures in the form in which they are kept for training: 8-bit RGB, interleaved, sRGB values as stored. Pure. */

export type Picture = { readonly width: number; readonly height: number; readonly samples: Uint8Array };

/** Part of a picture, in its pixels. */
export type Frame = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const colours = 3;

export function crop(picture: Picture, { x, y, width, height }: Frame): Picture {
  const samples = new Uint8Array(width * height * colours);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * picture.width + x) * colours;
    samples.set(picture.samples.subarray(start, start + width * colours), row * width * colours);
  }
  return { width, height, samples };
}

export function flip({ width, height, samples }: Picture): Picture {
  return rearranged(width, height, (x, y) => (y * width + width - 1 - x) * colours, samples);
}

/** Upside down, left where it was. */
export function upend({ width, height, samples }: Picture): Picture {
  return rearranged(width, height, (x, y) => ((height - 1 - y) * width + x) * colours, samples);
}

/** Rows become columns. */
export function transpose({ width, height, samples }: Picture): Picture {
  return rearranged(height, width, (x, y) => (x * width + y) * colours, samples);
}

function rearranged(width: number, height: number, sourceOf: (x: number, y: number) => number, source: Uint8Array): Picture {
  const samples = new Uint8Array(width * height * colours);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = sourceOf(x, y);
      for (let channel = 0; channel < colours; channel++) samples[to++] = source[from + channel]!;
    }
  }
  return { width, height, samples };
}

/** Variance of the samples: how much there is to see. */
export function variance({ samples }: Picture): number {
  let sum = 0;
  let squares = 0;
  for (const sample of samples) {
    sum += sample;
    squares += sample * sample;
  }
  const mean = sum / samples.length;
  return squares / samples.length - mean * mean;
}

/** Samples as floats from `low` (0) to `high` (255), at `offset` of a batch. */
export function writeFloats(picture: Picture, batch: Float32Array, offset: number, [low, high]: readonly [number, number]): void {
  const gain = (high - low) / 255;
  for (let index = 0; index < picture.samples.length; index++) batch[offset + index] = low + gain * picture.samples[index]!;
}
