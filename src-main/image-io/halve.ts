/** @file Halves rows of RGBA pixels by averaging squares of four. Pure. */

/**
 * From `rows` rows of `width` straight-alpha RGBA pixels to `ceil(rows / 2)` rows of `ceil(width / 2)`. Colours count as
 * much as they are opaque, so that the hidden colour of transparent pixels does not show at edges; odd borders repeat.
 */
export function halve(pixels: Uint8Array, width: number, rows: number): Uint8Array {
  const outWidth = Math.ceil(width / 2);
  const outRows = Math.ceil(rows / 2);
  const half = new Uint8Array(outWidth * outRows * 4);
  let to = 0;
  for (let y = 0; y < outRows; y++) {
    const top = 2 * y * width * 4;
    const bottom = 2 * y + 1 < rows ? top + width * 4 : top;
    for (let x = 0; x < outWidth; x++, to += 4) {
      const left = x * 8;
      const right = 2 * x + 1 < width ? left + 4 : left;
      average(pixels, top + left, top + right, bottom + left, bottom + right, half, to);
    }
  }
  return half;
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
