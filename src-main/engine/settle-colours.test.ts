import { describe, expect, it } from 'vitest';
import { coefficientCount, type LocalTransforms } from './local-transforms.ts';
import { settleColours } from './settle-colours.ts';

const [width, height] = [96, 64];
type Colour = readonly [red: number, green: number, blue: number];
const noSky = new Float32Array(width * height);

/** A grey day whose light each pixel multiplies by a colour. */
function litBy(colour: (x: number, y: number) => Colour): LocalTransforms {
  const coefficients = new Float32Array(coefficientCount * width * height);
  for (let y = 0, pixel = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, pixel += 1) colour(x, y).forEach((gain, channel) => (coefficients[coefficientCount * pixel + 5 * channel] = gain));
  }
  return { width, height, guide: new Float32Array(4 * width * height).fill(0.6), coefficients, inLight: true, exposure: 1 };
}

const gainsAt = ({ coefficients }: LocalTransforms, x: number, y: number): Colour => {
  const at = coefficientCount * (y * width + x);
  return [coefficients[at]!, coefficients[at + 5]!, coefficients[at + 10]!];
};
const brightness = ([red, green, blue]: Colour) => 0.299 * red + 0.587 * green + 0.114 * blue;

describe('settling colours', () => {
  it('gives stripes of gold and blue one colour, and leaves how bright they are', () => {
    const [gold, blue]: Colour[] = [[0.3, 0.2, 0.06], [0.06, 0.1, 0.2]];
    const transforms = litBy((x) => (x % 8 < 4 ? gold! : blue!));
    settleColours(transforms, noSky);
    const [first, second] = [gainsAt(transforms, 42, 30), gainsAt(transforms, 46, 30)];
    expect(brightness(first)).toBeCloseTo(brightness(gold!), 2);
    expect(brightness(second)).toBeCloseTo(brightness(blue!), 2);
    for (const channel of [0, 2] as const) expect(second[channel] / brightness(second)).toBeCloseTo(first[channel] / brightness(first), 1);
  });

  it('lets one half of a picture be gold and the other blue', () => {
    const transforms = litBy((x) => (x < 48 ? [0.3, 0.2, 0.06] : [0.1, 0.14, 0.2]));
    settleColours(transforms, noSky);
    const [red, , blue] = gainsAt(transforms, 10, 30);
    expect(red / blue).toBeCloseTo(5, 1);
    const right = gainsAt(transforms, 85, 30);
    expect(right[0] / right[2]).toBeCloseTo(0.5, 2);
  });

  it('knows no purple lamps', () => {
    const transforms = litBy(() => [0.2, 0.05, 0.2]);
    settleColours(transforms, noSky);
    const [red, green, blue] = gainsAt(transforms, 50, 30);
    expect(green).toBeCloseTo(red, 5);
    expect(green).toBeCloseTo(blue, 5);
  });

  it('leaves skies, whose colour reaches nothing else', () => {
    const sky = noSky.map((_, pixel) => (pixel < 32 * width ? 1 : 0));
    const transforms = litBy((_, y) => (y < 32 ? [0.02, 0.03, 0.09] : [0.3, 0.2, 0.06]));
    settleColours(transforms, sky);
    expect(gainsAt(transforms, 40, 31)).toEqual([0.02, 0.03, 0.09].map(Math.fround));
    const [red, green, blue] = gainsAt(transforms, 40, 32);
    expect([red, green, blue].map((gain) => Math.round(1000 * gain))).toEqual([300, 200, 60]);
  });
});
