/**
 * @file Lets the colour of the light that a relighting network gives change slowly from place to place, as that of lamps
 * does; how strong it is hardly changes. Pure; runs in the engine.
 */
import { lumaOf } from '../../src-shared/luma.ts';
import { around, cellsOf, spreadOver } from './light-cells.ts';
import { coefficientCount, type LocalTransforms } from './local-transforms.ts';

/** Side of the squares in which colours are averaged, of every second pixel, and how many of them around a place. */
const [side, step, reach] = [8, 2, 2];
/** What the day has at least, 0 to 1, where its light is compared with that of the night. */
const leastDay = 0.02;
const leastLight = 1e-5;
/** Shares of the day's light beyond which a place counts no more for its colour: lamps are white in pictures. */
const bright = 0.3;
/** Green against the stronger of red and blue. */
const mostGreen = 1.1;
/** Channels are changed by no more than this factor. */
const most = 4;

/** Changes the coefficients, which are of light, in place. What is `unlit`, 0 to 1 for each pixel, stays and counts for nothing. */
export function settleColours(transforms: LocalTransforms, unlit: Float32Array): void {
  const { width, height, coefficients } = transforms;
  const means = coloursAround(transforms, unlit);
  likeLamps(means);
  const light = new Float32Array(3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const ground = 1 - unlit[pixel]!;
    const near = lumaOf(means[0][pixel]!, means[1][pixel]!, means[2][pixel]!);
    if (ground === 0 || near < leastLight) continue;
    lightOn(pixel, transforms, light);
    const level = lumaOf(light[0]!, light[1]!, light[2]!) / near;
    for (let channel = 0, at = coefficientCount * pixel; channel < 3; channel += 1, at += 1) {
      const factor = 1 + ground * (Math.min(most, Math.max(1 / most, (level * means[channel]![pixel]!) / light[channel]!)) - 1);
      coefficients[at]! *= factor;
      coefficients[at + 4]! *= factor;
      coefficients[at + 8]! *= factor;
      coefficients[at + 12]! *= factor;
    }
  }
}

type Colours = readonly [red: Float32Array, green: Float32Array, blue: Float32Array];

/** The colour of the light around each pixel, of any brightness. */
function coloursAround(transforms: LocalTransforms, unlit: Float32Array): Colours {
  const { width, height } = transforms;
  const cells = cellsOf(transforms, side);
  const sums = [0, 1, 2].map(() => new Float32Array(cells.width * cells.height));
  const light = new Float32Array(3);
  for (let y = 0; y < height; y += step) {
    const row = Math.floor(y / side) * cells.width;
    for (let x = 0; x < width; x += step) {
      const pixel = y * width + x;
      lightOn(pixel, transforms, light);
      const brightness = lumaOf(light[0]!, light[1]!, light[2]!);
      const weight = ((1 - unlit[pixel]!) * Math.min(bright, brightness)) / brightness;
      const cell = row + Math.floor(x / side);
      for (let channel = 0; channel < 3; channel += 1) sums[channel]![cell]! += weight * light[channel]!;
    }
  }
  return sums.map((sum) => spreadOver(around(sum, cells, reach), cells, transforms)) as unknown as Colours;
}

/** No lamp is purple, nor greener than mercury vapour: green lies between the geometric mean of red and blue, as black bodies nearly have it, and a little more than the stronger of both. */
function likeLamps([red, green, blue]: Colours): void {
  for (let pixel = 0; pixel < green.length; pixel += 1) {
    const r = red[pixel]!;
    const b = blue[pixel]!;
    green[pixel] = Math.min(mostGreen * Math.max(r, b), Math.max(Math.sqrt(r * b), green[pixel]!));
  }
}

/** What shines on a pixel: the night's light as shares of the day's, the square of what is stored being its light, nearly enough. */
function lightOn(pixel: number, { guide, coefficients }: LocalTransforms, light: Float32Array): void {
  const red = guide[4 * pixel]! * guide[4 * pixel]!;
  const green = guide[4 * pixel + 1]! * guide[4 * pixel + 1]!;
  const blue = guide[4 * pixel + 2]! * guide[4 * pixel + 2]!;
  for (let channel = 0, at = coefficientCount * pixel; channel < 3; channel += 1, at += 1) {
    const lit = coefficients[at]! * red + coefficients[at + 4]! * green + coefficients[at + 8]! * blue + coefficients[at + 12]!;
    const day = channel === 0 ? red : channel === 1 ? green : blue;
    light[channel] = Math.max(leastLight, lit) / Math.max(leastDay, day);
  }
}
