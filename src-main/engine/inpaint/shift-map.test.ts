import { describe, expect, it } from 'vitest';
import { dominantOffsets } from './dominant-offsets.ts';
import { openField } from './nearest-field.ts';
import { randomSource } from './random-source.ts';
import { shiftMaps } from './shift-map.ts';
import { holed } from './testing.ts';

const size = { width: 96, height: 80, channels: 3 };
/** Windows of different colours inside, 17 pixels apart from left to right and 13 from row to row. */
const windows = (x: number, y: number, channel: number): number => (x % 17 < 8 && y % 13 < 6 ? 30 + 20 * channel + 3 * (x % 17) : 180 - 25 * channel + (y % 13));
const inside = (x: number, y: number) => x >= 30 && x < 62 && y >= 24 && y < 52;
const picture = holed(size, windows, inside);

describe('dominantOffsets', () => {
  it('finds at which distances windows repeat', () => {
    const found = dominantOffsets(picture, 12, randomSource(3));
    expect(found.length).toBeGreaterThan(3);
    for (const { x, y } of found.slice(0, 4)) expect([Math.abs(x % 17), Math.abs(y % 13)]).toEqual([0, 0]);
    expect(found[0]).not.toEqual({ x: 0, y: 0 });
  });

  it('finds none where no patch is whole', () => {
    expect(dominantOffsets({ ...picture, hole: new Uint8Array(picture.hole.length).fill(1) }, 12, randomSource(3))).toEqual([]);
  });
});

describe('shiftMaps', () => {
  it('copies what a picture repeats, so that it goes on', () => {
    const maps = shiftMaps(picture, openField(picture, 96)!.sources, randomSource(5));
    expect(maps).toHaveLength(2);
    for (const origins of maps) {
      let wrong = 0;
      origins.forEach((origin, pixel) => {
        expect(origin >= 0).toBe(picture.hole[pixel] === 1);
        if (origin < 0) return;
        expect(picture.hole[origin]).toBe(0);
        const [there, here] = [origin, pixel].map((at) => windows(at % size.width, Math.floor(at / size.width), 1));
        if (there !== here) wrong += 1;
      });
      expect(wrong).toBe(0);
    }
  });

  it('proposes nothing where nothing repeats', () => {
    const noise = randomSource(7);
    const values = Array.from({ length: 40 * 40 * 3 }, () => (noise.state = (Math.imul(noise.state, 1664525) + 1013904223) >>> 0) >>> 24);
    const plain = holed({ width: 40, height: 40, channels: 3 }, (x, y, channel) => values[(y * 40 + x) * 3 + channel]!, (x, y) => x >= 4 && x < 36 && y >= 4 && y < 36);
    expect(openField(plain, 40)).toBeNull();
    expect(shiftMaps(plain, new Uint8Array(1600), randomSource(1))).toEqual([]);
  });
});
