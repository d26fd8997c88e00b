import { describe, expect, it } from 'vitest';
import { holeDepth } from './hole-depth.ts';
import { addLowTones } from './low-tones.ts';
import { holed } from './testing.ts';

const size = { width: 60, height: 40, channels: 3 };
const stroke = (_: number, y: number) => Math.abs(y - 20) < 6;
const at = (x: number, y: number, channel: number) => (y * size.width + x) * 3 + channel;

describe('addLowTones', () => {
  it('moves a narrow fill towards the membrane where both are alike, and not where it spans two things', () => {
    const picture = holed(size, () => 100, stroke);
    picture.values.fill(100);
    const tones = picture.values.map((_, index) => (Math.floor(index / 3) % size.width < 30 ? 112 : 220));
    addLowTones(picture, tones, holeDepth(picture));
    for (const channel of [0, 1, 2]) {
      expect(picture.values[at(10, 20, channel)]).toBeGreaterThan(103);
      expect(picture.values[at(50, 20, channel)]).toBeLessThan(101);
      expect(picture.values[at(10, 5, channel)]).toBe(100);
    }
  });
});
