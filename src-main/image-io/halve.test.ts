/** @file Tests halve.ts. */
import { expect, it } from 'vitest';
import { halve } from './halve.ts';

it('averages squares of four, channel by channel', () => {
  const pixels = Uint8Array.of(10, 100, 200, 255, 20, 104, 210, 255, 30, 108, 220, 255, 41, 112, 230, 255);
  expect([...halve(pixels, 2, 2)]).toEqual([25, 106, 215, 255]);
});

it('repeats odd borders', () => {
  const pixels = Uint8Array.from([1, 2, 3].flatMap((row) => [10, 20, 80].flatMap((red) => [red * row, 0, 0, 255])));
  expect([...halve(pixels, 3, 3)].filter((_, index) => index % 4 === 0)).toEqual([23, 120, 45, 240]);
});

it('keeps the colour of transparent pixels out of an edge', () => {
  const opaqueRed = [240, 10, 20, 255];
  const clearGreen = [0, 255, 0, 0];
  expect([...halve(Uint8Array.from([...opaqueRed, ...clearGreen, ...opaqueRed, ...clearGreen]), 2, 2)]).toEqual([240, 10, 20, 128]);
});

it('keeps the hidden colour where all four are transparent', () => {
  expect([...halve(Uint8Array.from([8, 1, 2, 0, 16, 3, 2, 0, 24, 5, 2, 0, 32, 7, 2, 0]), 2, 2)]).toEqual([20, 4, 2, 0]);
});

it('averages opaque pixels as it does all others, at the ends of the range too', () => {
  const colours = [0, 1, 2, 3, 127, 128, 254, 255];
  const pixels = Uint8Array.from({ length: 64 * 4 }, (_, index) => (index % 4 === 3 ? 255 : colours[(index * 5 + (index >> 4)) % 8]!));
  const expected = Array.from({ length: 16 * 4 }, (_, index) => {
    const [x, y, channel] = [(index >> 2) % 4, index >> 4, index % 4];
    const at = (dx: number, dy: number) => pixels[((2 * y + dy) * 8 + 2 * x + dx) * 4 + channel]!;
    return (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1) + 2) >> 2;
  });
  expect([...halve(pixels, 8, 8)]).toEqual(expected);
});
