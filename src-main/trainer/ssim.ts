/**
 * @file Structural similarity of the luma channel (Wang et al. 2004): windows of 11 x 11 weighted by a Gaussian of 1.5
 * pixels, only those that lie inside. How super-resolution is measured beside PSNR. Pure.
 */
import { colours, type Picture } from './data/picture.ts';

const window = 11;
const deviation = 1.5;
const brightnessConstant = (0.01 * 255) ** 2;
const contrastConstant = (0.03 * 255) ** 2;
/** ITU-R BT.601, 16 to 235. */
const luma = { red: 65.481 / 255, green: 128.553 / 255, blue: 24.966 / 255, black: 16 };

const weights = gaussian();

type Plane = { readonly width: number; readonly height: number; readonly values: Float64Array };

/** 1 for equal pictures. `border` pixels at each side do not count. */
export function luminanceSsim(a: Picture, b: Picture, border: number): number {
  if (a.width !== b.width || a.height !== b.height) throw new Error(`expected pictures of one size, got ${a.width} x ${a.height} and ${b.width} x ${b.height}`);
  if (Math.min(a.width, a.height) - 2 * border < window) throw new Error(`expected at least ${window} pixels inside the border, got a picture of ${a.width} x ${a.height}`);
  const [x, y] = [lumaPlane(a, border), lumaPlane(b, border)];
  const [meanX, meanY] = [blur(x), blur(y)];
  const [squaresX, squaresY, products] = [blur(times(x, x)), blur(times(y, y)), blur(times(x, y))];
  let sum = 0;
  for (let index = 0; index < meanX.values.length; index++) {
    const [mx, my] = [meanX.values[index]!, meanY.values[index]!];
    const variances = squaresX.values[index]! - mx * mx + squaresY.values[index]! - my * my;
    const covariance = products.values[index]! - mx * my;
    sum += ((2 * mx * my + brightnessConstant) * (2 * covariance + contrastConstant)) / ((mx * mx + my * my + brightnessConstant) * (variances + contrastConstant));
  }
  return sum / meanX.values.length;
}

function gaussian(): number[] {
  const values = Array.from({ length: window }, (_, index) => Math.exp(-((index - (window - 1) / 2) ** 2) / (2 * deviation ** 2)));
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

function lumaPlane({ width, height, samples }: Picture, border: number): Plane {
  const [columns, rows] = [width - 2 * border, height - 2 * border];
  const values = new Float64Array(columns * rows);
  for (let row = 0, to = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, to++) {
      const at = ((row + border) * width + column + border) * colours;
      values[to] = luma.black + luma.red * samples[at]! + luma.green * samples[at + 1]! + luma.blue * samples[at + 2]!;
    }
  }
  return { width: columns, height: rows, values };
}

const times = (a: Plane, b: Plane): Plane => ({ ...a, values: a.values.map((value, index) => value * b.values[index]!) });

/** Weighted means of all windows that lie inside: along rows, then along columns. */
const blur = (plane: Plane): Plane => turn(blurRows(turn(blurRows(plane))));

function blurRows({ width, height, values }: Plane): Plane {
  const columns = width - window + 1;
  const result = new Float64Array(columns * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < columns; column++)
      for (let tap = 0; tap < window; tap++) result[row * columns + column]! += weights[tap]! * values[row * width + column + tap]!;
  return { width: columns, height, values: result };
}

function turn({ width, height, values }: Plane): Plane {
  const turned = new Float64Array(values.length);
  for (let row = 0; row < height; row++) for (let column = 0; column < width; column++) turned[column * height + row] = values[row * width + column]!;
  return { width: height, height: width, values: turned };
}
