/**
 * @file Between interleaved pixels and the planes of a network: uint8 or uint16 <-> float32 NCHW. Pure; runs in the engine.
 *
 * | where | type | range | layout |
 * |---|---|---|---|
 * | raster | uint8, uint16 | 0..255, 0..65535 | interleaved rows; grey, grey+alpha, RGB, RGBA; straight alpha |
 * | network | float32 | 0..`range` of the manifest | planes R, G, B |
 * | blend window | float32 | 0..1 | interleaved rows |
 */

export type Samples = Uint8Array | Uint16Array;

/** A run of picture rows as they lie in a raster. */
export type RowWindow = {
  readonly samples: Samples;
  /** Pixels a row. */
  readonly width: number;
  readonly channels: number;
  /** The picture row that `samples` starts with, and how many follow. */
  readonly first: number;
  readonly count: number;
};

export type TileFrame = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const largestSample = (samples: Samples): number => (samples instanceof Uint8Array ? 255 : 65535);

/** One channel of a tile, multiplied by `gain`, into `plane`; past the window's border its last pixel is repeated. */
export function unpackPlane(window: RowWindow, channel: number, tile: TileFrame, gain: number, plane: Float32Array): void {
  const { samples, width, channels, first, count } = window;
  const visible = Math.min(tile.width, width - tile.x);
  for (let y = 0; y < tile.height; y += 1) {
    const row = Math.min(tile.y + y - first, count - 1);
    let from = (row * width + tile.x) * channels + channel;
    let to = y * tile.width;
    const end = to + visible;
    for (; to < end; to += 1, from += channels) plane[to] = samples[from]! * gain;
    plane.fill(plane[end - 1]!, end, (y + 1) * tile.width);
  }
}

/** The planes of a packed tensor, as views. */
export function planesOf(tensor: Float32Array, count: number): Float32Array[] {
  const size = tensor.length / count;
  return Array.from({ length: count }, (_, index) => tensor.subarray(index * size, (index + 1) * size));
}

/** The mean of three planes: the grey that a colour network made of a grey picture. Written over the first. */
export function meanPlane([red, green, blue]: readonly Float32Array[]): Float32Array {
  for (let index = 0; index < red!.length; index += 1) red![index] = (red![index]! + green![index]! + blue![index]!) / 3;
  return red!;
}

/** Values in [0, 1] as samples, rounded; values outside are clipped. */
export function quantise(values: Float32Array, depth: 8 | 16): Samples {
  if (depth === 8) {
    // Uint8ClampedArray clips and rounds half to even in one go.
    const samples = new Uint8ClampedArray(values.length);
    for (let index = 0; index < values.length; index += 1) samples[index] = values[index]! * 255;
    return new Uint8Array(samples.buffer);
  }
  const samples = new Uint16Array(values.length);
  for (let index = 0; index < values.length; index += 1) samples[index] = Math.min(65535, Math.max(0, values[index]! * 65535)) + 0.5;
  return samples;
}
