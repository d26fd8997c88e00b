import { describe, expect, it } from 'vitest';
import { joinGradients } from './gradient-join.ts';
import { holed } from './testing.ts';

const size = { width: 96, height: 48, channels: 2 };
const inside = (x: number, y: number) => x >= 30 && x < 66 && y >= 12 && y < 36;
const wave = (x: number, y: number) => (x % 4) * 9 + (y % 3) * 5;
/** The same wave everywhere, on another tone above and on the left than below and on the right of the hole. */
const tone = (x: number, y: number) => (y < 12 ? 95 : y >= 36 ? 105 : x < 48 ? 89 : 111);
const colour = (x: number, y: number, channel: number) => tone(x, y) + wave(x, y) + 30 * channel;

/** The left half of the hole is copied from the left of it, the right half from the right, at whole periods of the wave. */
function origins(): Int32Array {
  return Int32Array.from({ length: size.width * size.height }, (_, pixel) => {
    const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
    if (!inside(x, y)) return -1;
    return y * size.width + (x < 48 ? x - 24 : x + 24);
  });
}

describe('joinGradients', () => {
  it('lets no seam be seen between two places, and keeps their texture', () => {
    const picture = holed(size, colour, inside);
    joinGradients(picture, origins());
    const at = (x: number, y: number, channel: number) => picture.values[(y * size.width + x) * 2 + channel]! - wave(x, y) - 30 * channel;
    for (const channel of [0, 1]) {
      for (let y = 14; y < 34; y += 1) {
        for (let x = 32; x < 63; x += 1) {
          // Copied as they are, the halves are 22 apart.
          expect(Math.abs(at(x + 1, y, channel) - at(x, y, channel))).toBeLessThan(4);
          expect(at(x, y, channel)).toBeGreaterThan(87);
          expect(at(x, y, channel)).toBeLessThan(113);
        }
      }
    }
  });

  it('casts no shadow of another thing at the border, or within, into what is copied', () => {
    // A dark tower cuts into a sky; it goes on through the right third of the hole, and the rest is copied from the sky.
    const tower = (x: number, y: number) => x >= 54 || (y >= 36 && x >= 40);
    const picture = holed(size, (x, y) => (tower(x, y) ? 30 : 200) + wave(x, y) / 3, inside);
    const copied = Int32Array.from({ length: size.width * size.height }, (_, pixel) => {
      const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
      return inside(x, y) ? y * size.width + (tower(x, y) ? x + 12 : x - 24) : -1;
    });
    joinGradients(picture, copied);
    for (let y = 12; y < 36; y += 1) for (let x = 30; x < 66; x += 1) expect(Math.abs(picture.values[(y * size.width + x) * 2]! - (tower(x, y) ? 30 : 200) - wave(x, y) / 3)).toBeLessThan(12);
  });

  it('leaves what is known, and stays in the range of colours', () => {
    const picture = holed(size, (x, y) => (x < 30 ? 250 : 4) + wave(x, y) / 9, inside);
    const before = picture.values.slice();
    joinGradients(picture, origins());
    picture.hole.forEach((hole, pixel) => {
      for (const at of [2 * pixel, 2 * pixel + 1]) {
        if (hole === 0) expect(picture.values[at]).toBe(before[at]);
        else expect(picture.values[at]! >= 0 && picture.values[at]! <= 255).toBe(true);
      }
    });
  });

  it('smooths what it has where no place is known', () => {
    const picture = holed(size, () => 70, inside);
    joinGradients(picture, new Int32Array(size.width * size.height).fill(-1));
    const middle = picture.values[(24 * size.width + 48) * 2]!;
    expect(middle).toBeGreaterThan(70);
    expect(middle).toBeLessThan(255);
  });
});
