import { describe, expect, it } from 'vitest';
import { spanMembrane } from './membrane.ts';
import { holed, holeError } from './testing.ts';

const ramp = (x: number, y: number, channel: number) => 10 + 2 * x + 0.5 * y + 5 * channel;

describe('spanMembrane', () => {
  it('goes on with a ramp, which is harmonic, through a large hole', () => {
    const picture = holed({ width: 80, height: 61, channels: 3 }, ramp, (x, y) => x >= 20 && x < 60 && y >= 15 && y < 45);
    spanMembrane(picture);
    expect(holeError(picture, ramp)).toBeLessThan(1);
  });

  it('touches nothing outside the hole', () => {
    const size = { width: 33, height: 18, channels: 2 };
    const before = holed(size, ramp, (x, y) => (x + y) % 5 === 0);
    const after = { ...before, values: before.values.slice() };
    spanMembrane(after);
    before.hole.forEach((inside, pixel) => {
      if (inside === 0) expect(after.values.subarray(pixel * 2, pixel * 2 + 2)).toEqual(before.values.subarray(pixel * 2, pixel * 2 + 2));
    });
  });

  it('is one colour where the border is, also in a corner and in one row', () => {
    for (const size of [
      { width: 30, height: 20, channels: 1 },
      { width: 40, height: 1, channels: 1 },
    ]) {
      const picture = holed(size, () => 77, (x, y) => x < 17 && y < 9);
      spanMembrane(picture);
      expect(holeError(picture, () => 77)).toBeLessThan(0.01);
    }
  });
});
