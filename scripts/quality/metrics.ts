/** @file PSNR and SSIM as papers on super-resolution report them: of luma, without the border. Pure. */
import { crop, type Planar } from './planar.ts';

export type Quality = { readonly psnr: number; readonly ssim: number };

/** Both pictures are RGB in 0 to 255 and of one size; `border` pixels on every side do not count. */
export function compare(actual: Planar, expected: Planar, border: number): Quality {
  const inner = (picture: Planar) => crop(luma(picture), border, border, picture.width - 2 * border, picture.height - 2 * border);
  const [a, b] = [inner(actual), inner(expected)];
  return { psnr: psnr(a.data, b.data), ssim: ssim(a, b) };
}

/** BT.601 luma, 16 to 235, as MATLAB's rgb2ycbcr gives it, not rounded. */
function luma({ data, width, height }: Planar): Planar {
  const pixels = width * height;
  const result = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const [red, green, blue] = [data[pixel]!, data[pixels + pixel]!, data[2 * pixels + pixel]!];
    result[pixel] = 16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255;
  }
  return { data: result, width, height, planes: 1 };
}

function psnr(a: Float32Array, b: Float32Array): number {
  const error = a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0) / a.length;
  return 10 * Math.log10(255 ** 2 / error);
}

/** Wang et al., "Image quality assessment", 2004: windows of 11 x 11 under a Gaussian of 1.5 pixels, inside the picture only. */
function ssim(a: Planar, b: Planar): number {
  const product = (p: Planar, q: Planar): Planar => ({ ...p, data: p.data.map((value, index) => value * q.data[index]!) });
  const [meanA, meanB, squareA, squareB, both] = [a, b, product(a, a), product(b, b), product(a, b)].map(blurred);
  const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
  let sum = 0;
  for (let index = 0; index < meanA!.length; index++) {
    const [ma, mb] = [meanA![index]!, meanB![index]!];
    const [varianceA, varianceB, covariance] = [squareA![index]! - ma * ma, squareB![index]! - mb * mb, both![index]! - ma * mb];
    sum += ((2 * ma * mb + c1) * (2 * covariance + c2)) / ((ma * ma + mb * mb + c1) * (varianceA + varianceB + c2));
  }
  return sum / meanA!.length;
}

const window = Array.from({ length: 11 }, (_, index) => Math.exp(-((index - 5) ** 2) / (2 * 1.5 ** 2)));
const windowSum = window.reduce((sum, weight) => sum + weight, 0);

function blurred({ data, width, height }: Planar): Float64Array {
  const across = new Float64Array((width - 10) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width - 10; x++) {
      across[y * (width - 10) + x] = window.reduce((sum, weight, tap) => sum + weight * data[y * width + x + tap]!, 0) / windowSum;
    }
  }
  const down = new Float64Array((width - 10) * (height - 10));
  for (let y = 0; y < height - 10; y++) {
    for (let x = 0; x < width - 10; x++) {
      const from = y * (width - 10) + x;
      down[from] = window.reduce((sum, weight, tap) => sum + weight * across[from + tap * (width - 10)]!, 0) / windowSum;
    }
  }
  return down;
}
