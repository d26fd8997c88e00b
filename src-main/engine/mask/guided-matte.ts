/**
 * @file Carries a coarse selection to the edges of a picture of any size: the guided filter with a colour guide (He, Sun and
 * Tang, "Guided Image Filtering", 2013), fitted on a small copy and evaluated at full size (He and Sun, "Fast Guided
 * Filter", 2015). Pure; runs in the engine.
 */
import type { MaskFrame } from '../../../src-shared/mask/frame.ts';
import { boxMean, invertSymmetric } from '../fit-transforms.ts';
import { neighbours } from '../local-transforms.ts';
import { largestSample, type Samples } from '../tensor.ts';

export type GuidedMatte = {
  /** Of the small copy. */
  readonly width: number;
  readonly height: number;
  /** For each small pixel its shares of red, green and blue, and what is added. */
  readonly coefficients: Float32Array;
};
type Planes = readonly [red: Float32Array, green: Float32Array, blue: Float32Array];

/** Variance below which surroundings count as even: 8 of 255. */
const even = 0.001;
/** What is less sure than the first is nothing, what is surer than the second all: the filter leaves a haze. */
const [faint, sure] = [0.2, 0.8];

/** `matte` and `guide` in [0, 1], of the small copy's size; `reach` is half of the filter's window in its pixels. */
export function fitMatte(matte: Float32Array, guide: Planes, width: number, height: number, reach: number): GuidedMatte {
  const mean = (plane: Float32Array) => boxMean(plane, width, height, reach);
  const product = (a: Float32Array, b: Float32Array) => mean(a.map((value, pixel) => value * b[pixel]!));
  const means = guide.map(mean);
  const meanMatte = mean(matte);
  const crossed = guide.map((plane) => product(plane, matte));
  const pairs = [0, 1, 2].map((a) => [0, 1, 2].map((b) => (b < a ? null : product(guide[a]!, guide[b]!))));
  const fitted = Array.from({ length: 4 }, () => new Float32Array(matte.length));
  const [covariance, inverse] = [new Float64Array(9), new Float64Array(9)];
  for (let pixel = 0; pixel < matte.length; pixel += 1) {
    for (let a = 0; a < 3; a += 1)
      for (let b = a; b < 3; b += 1) covariance[3 * a + b] = covariance[3 * b + a] = pairs[a]![b]![pixel]! - means[a]![pixel]! * means[b]![pixel]!;
    invertSymmetric(covariance, even, inverse);
    let offset = meanMatte[pixel]!;
    for (let a = 0; a < 3; a += 1) {
      let share = 0;
      for (let b = 0; b < 3; b += 1) share += inverse[3 * a + b]! * (crossed[b]![pixel]! - means[b]![pixel]! * meanMatte[pixel]!);
      fitted[a]![pixel] = share;
      offset -= share * means[a]![pixel]!;
    }
    fitted[3]![pixel] = offset;
  }
  const smooth = fitted.map(mean);
  return { width, height, coefficients: Float32Array.from({ length: 4 * matte.length }, (_, index) => smooth[index % 4]![index >> 2]!) };
}

/** Samples of a raster: rows of `stride` pixels, of which those from `column` on belong to the frame. */
type Rows = { readonly samples: Samples; readonly channels: number; readonly stride: number; readonly column: number };

/** The matte as bytes for a frame of the picture. */
export function matteFrame({ coefficients, width: small, height: smallHeight }: GuidedMatte, { samples, channels, stride, column }: Rows, frame: MaskFrame): Uint8Array {
  const { x, y, width, height, across, down } = frame;
  const columns = neighbours(width, x, across, small);
  const rows = neighbours(height, y, down, smallHeight);
  const gain = 1 / largestSample(samples);
  const [green, blue] = channels > 2 ? [1, 2] : [0, 0];
  const values = new Uint8Array(width * height);
  // Written out, for it runs for every pixel of the picture.
  for (let row = 0, to = 0; row < height; row += 1) {
    const [above, below, lower] = [rows.before[row]! * small, rows.after[row]! * small, rows.share[row]!];
    for (let at = (row * stride + column) * channels, index = 0; index < width; index += 1, at += channels, to += 1) {
      const further = columns.share[index]!;
      const [left, right] = [columns.before[index]!, columns.after[index]!];
      const first = 4 * (above + left);
      const second = 4 * (above + right);
      const third = 4 * (below + left);
      const fourth = 4 * (below + right);
      let value = 0;
      for (let term = 0; term < 4; term += 1) {
        const upper = coefficients[first + term]! * (1 - further) + coefficients[second + term]! * further;
        const under = coefficients[third + term]! * (1 - further) + coefficients[fourth + term]! * further;
        const factor = term === 0 ? samples[at]! * gain : term === 1 ? samples[at + green]! * gain : term === 2 ? samples[at + blue]! * gain : 1;
        value += factor * (upper + (under - upper) * lower);
      }
      const share = Math.min(1, Math.max(0, (value - faint) / (sure - faint)));
      values[to] = Math.round(255 * share * share * (3 - 2 * share));
    }
  }
  return values;
}
