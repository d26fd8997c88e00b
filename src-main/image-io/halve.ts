/** @file Halves rows of RGBA pixels by averaging squares of four. Pure. */

/**
 * From `rows` rows of `width` straight-alpha RGBA pixels to `ceil(rows / 2)` rows of `ceil(width / 2)`. Colours count as
 * much as they are opaque, so that the hidden colour of transparent pixels does not show at edges; odd borders repeat.
 */
export function halve(pixels: Uint8Array, width: number, rows: number): Uint8Array {
  const outWidth = Math.ceil(width / 2);
  const outRows = Math.ceil(rows / 2);
  const half = new Uint8Array(outWidth * outRows * 4);
  const from = new Uint32Array(pixels.buffer, pixels.byteOffset, width * rows);
  const to = new Uint32Array(half.buffer);
  for (let y = 0, out = 0; y < outRows; y++) {
    const top = 2 * y * width;
    const bottom = 2 * y + 1 < rows ? top + width : top;
    for (let x = 0; x < outWidth; x++, out++) {
      const left = 2 * x;
      const right = left + 1 < width ? left + 1 : left;
      const a = from[top + left]!;
      const b = from[top + right]!;
      const c = from[bottom + left]!;
      const d = from[bottom + right]!;
      if ((a & b & c & d) >>> 24 === 255) to[out] = averageOpaque(a, b, c, d);
      else average(pixels, (top + left) * 4, (top + right) * 4, (bottom + left) * 4, (bottom + right) * 4, half, out * 4);
    }
  }
  return half;
}

const evenBytes = 0x00ff00ff;
const roundUp = 0x00020002;

/** Four sums in two words: red and blue in the one, green in the other. */
function averageOpaque(a: number, b: number, c: number, d: number): number {
  const redBlue = (a & evenBytes) + (b & evenBytes) + (c & evenBytes) + (d & evenBytes) + roundUp;
  const green = ((a >>> 8) & 255) + ((b >>> 8) & 255) + ((c >>> 8) & 255) + ((d >>> 8) & 255) + 2;
  return 0xff000000 | ((redBlue >>> 2) & evenBytes) | ((green >>> 2) << 8);
}

/** Averages the pixels that start at `a`, `b`, `c` and `d` into the one at `to`. */
function average(pixels: Uint8Array, a: number, b: number, c: number, d: number, half: Uint8Array, to: number): void {
  const alphaA = pixels[a + 3]!;
  const alphaB = pixels[b + 3]!;
  const alphaC = pixels[c + 3]!;
  const alphaD = pixels[d + 3]!;
  half[to + 3] = (alphaA + alphaB + alphaC + alphaD + 2) >> 2;
  if (alphaA === alphaB && alphaB === alphaC && alphaC === alphaD) {
    for (let channel = 0; channel < 3; channel++)
      half[to + channel] = (pixels[a + channel]! + pixels[b + channel]! + pixels[c + channel]! + pixels[d + channel]! + 2) >> 2;
    return;
  }
  const alpha = alphaA + alphaB + alphaC + alphaD;
  for (let channel = 0; channel < 3; channel++)
    half[to + channel] = Math.round(
      (pixels[a + channel]! * alphaA + pixels[b + channel]! * alphaB + pixels[c + channel]! * alphaC + pixels[d + channel]! * alphaD) / alpha,
    );
}
