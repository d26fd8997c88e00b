/**
 * @file A picture with holes as the fillers take it: interleaved rows of floats and a plane that is 1 in the holes. Pure;
 * runs in the engine.
 */
export type HoledPicture = {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** 0 to 255, with fractions; anything in the holes. Fillers write there and nowhere else. */
  readonly values: Float32Array;
  readonly hole: Uint8Array;
};

/** Half the size, odd sides rounded up: pixels are means of what is known of four, and holes where none of them is. */
export function halve({ width, height, channels, values, hole }: HoledPicture): HoledPicture {
  const [columns, rows] = [(width + 1) >> 1, (height + 1) >> 1];
  const half = { width: columns, height: rows, channels, values: new Float32Array(columns * rows * channels), hole: new Uint8Array(columns * rows) };
  for (let y = 0; y < rows; y += 1) {
    const bottom = Math.min(2 * y + 1, height - 1);
    for (let x = 0; x < columns; x += 1) {
      const right = Math.min(2 * x + 1, width - 1);
      const to = y * columns + x;
      let known = 0;
      for (let row = 2 * y; row <= bottom; row += 1) {
        for (let column = 2 * x; column <= right; column += 1) {
          const from = row * width + column;
          if (hole[from] === 1) continue;
          known += 1;
          for (let channel = 0; channel < channels; channel += 1) half.values[to * channels + channel]! += values[from * channels + channel]!;
        }
      }
      if (known === 0) half.hole[to] = 1;
      else for (let channel = 0; channel < channels; channel += 1) half.values[to * channels + channel]! /= known;
    }
  }
  return half;
}

/** Positions of the hole's pixels, row by row. */
export function holePixels(hole: Uint8Array): Int32Array {
  let count = 0;
  for (const inside of hole) count += inside;
  const pixels = new Int32Array(count);
  for (let index = 0, to = 0; to < count; index += 1) if (hole[index] === 1) pixels[to++] = index;
  return pixels;
}

/** The holes of `to` become what `from` has there in its first channels; both are of one size. */
export function takeHoles(from: HoledPicture, to: HoledPicture): void {
  for (const pixel of holePixels(to.hole)) for (let channel = 0; channel < to.channels; channel += 1) to.values[pixel * to.channels + channel] = from.values[pixel * from.channels + channel]!;
}
