import { describe, expect, it } from 'vitest';
import { seedRandom } from '../trainer/random.ts';
import { fitTransforms } from './fit-transforms.ts';
import type { SmallPicture } from './whole-picture.ts';

const [width, height] = [37, 29];
const size = width * height;
const small = (value: (x: number, y: number, channel: number) => number): SmallPicture => ({
  width,
  height,
  planeWidth: width,
  planeHeight: height,
  planes: Float32Array.from({ length: 3 * size }, (_, index) => value(index % width, Math.floor((index % size) / width), Math.floor(index / size))),
});
const random = seedRandom(7);
const noisy = small(() => random.uniform());

/** What the pixel's own transform makes of its own colour. */
function applied({ coefficients, guide }: ReturnType<typeof fitTransforms>, pixel: number): number[] {
  const own = coefficients.subarray(16 * pixel, 16 * pixel + 16);
  return [0, 1, 2].map((out) => own[12 + out]! + own[out]! * guide[4 * pixel]! + own[4 + out]! * guide[4 * pixel + 1]! + own[8 + out]! * guide[4 * pixel + 2]!);
}
const everyPixel = Array.from({ length: size }, (_, pixel) => pixel);
const corners = [0, width - 1, size - width, size - 1, 14 * width + 20];

describe('fitTransforms', () => {
  it('finds a mix of colours where the surroundings tell', () => {
    const mix = [[0.5, 0.1, 0.2], [0.05, 0.6, -0.1], [0.3, 0.02, 0.4]] as const;
    const after = noisy.planes.map((_, index) => {
      const [pixel, out] = [index % size, Math.floor(index / size)];
      return 0.1 + [0, 1, 2].reduce((sum, from) => sum + mix[out]![from]! * noisy.planes[from * size + pixel]!, 0);
    });
    const fitted = fitTransforms(noisy, after);
    for (const pixel of corners)
      for (let from = 0; from < 3; from += 1) for (let out = 0; out < 3; out += 1) expect(fitted.coefficients[16 * pixel + 4 * from + out]).toBeCloseTo(mix[out]![from]!, 1);
    for (const pixel of corners) expect(applied(fitted, pixel)).toEqual([0, 1, 2].map((out) => expect.closeTo(after[out * size + pixel]!, 1)));
  });

  it('takes an even picture for one that became brighter or darker', () => {
    const fitted = fitTransforms(small((_x, _y, channel) => 0.4 + 0.1 * channel), small((_x, _y, channel) => 0.3 + 0.02 * channel).planes);
    const gain = (0.3 + 0.32 + 0.34) / (0.4 + 0.5 + 0.6);
    for (const pixel of corners) {
      for (let from = 0; from < 3; from += 1) for (let out = 0; out < 3; out += 1) expect(fitted.coefficients[16 * pixel + 4 * from + out]).toBeCloseTo(from === out ? gain : 0, 4);
      expect(applied(fitted, pixel)).toEqual([0.3, 0.32, 0.34].map((value) => expect.closeTo(value, 4)));
    }
  });

  it('keeps a lamp that came in, and leaves faint texture out', () => {
    const [lamp, faint] = [12 * width + 9, 20 * width + 30];
    const after = small(() => 0.2).planes;
    for (let out = 0; out < 3; out += 1) [after[out * size + lamp], after[out * size + faint]] = [0.9, 0.22];
    const fitted = fitTransforms(small(() => 0.5), after);
    expect(applied(fitted, lamp)[0]).toBeCloseTo(0.9, 4);
    expect(applied(fitted, faint)[0]).toBeLessThan(0.205);
    expect(Math.max(...everyPixel.filter((pixel) => pixel !== lamp).map((pixel) => applied(fitted, pixel)[1]!))).toBeLessThan(0.22);
  });
});
