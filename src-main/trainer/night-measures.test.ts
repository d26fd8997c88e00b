import { describe, expect, it } from 'vitest';
import { pattern } from './data/test-pictures.ts';
import { brightened, darkened, nightDistance, structureKept } from './night-measures.ts';
import { seedRandom } from './random.ts';

const day = pattern(48, 40, 2);
const texture = (seed: number) => {
  const random = seedRandom(seed);
  return { width: 48, height: 40, samples: Uint8Array.from({ length: 48 * 40 * 3 }, () => random.integer(256)) };
};

describe('night measures', () => {
  it('darken by a curve, blue least', () => {
    const { samples } = darkened({ width: 1, height: 1, samples: Uint8Array.of(255, 128, 255) });
    expect([...samples]).toEqual([89, Math.round(255 * 0.4 * (128 / 255) ** 1.6), 140]);
  });

  it('brighten by the inverse of that curve', () => {
    const middle = { width: 2, height: 1, samples: Uint8Array.of(200, 200, 200, 120, 120, 120) };
    for (const [index, sample] of brightened(darkened(middle)).samples.entries()) expect(Math.abs(sample - middle.samples[index]!)).toBeLessThan(4);
    expect([...brightened({ width: 1, height: 1, samples: Uint8Array.of(0, 130, 255) }).samples]).toEqual([0, 255, 255]);
  });

  it('tell pictures apart by about the difference in brightness', () => {
    expect(nightDistance([day], [day])).toBeLessThan(10);
    const [plain, brighter] = [60, 111].map((value) => ({ width: 32, height: 32, samples: new Uint8Array(3072).fill(value) }));
    // A fifth of the range, along directions whose sums are normal: 0.2 times 0.8, their mean distance from 0.
    expect(Math.abs(nightDistance([plain!], [brighter!]) - 160)).toBeLessThan(40);
  });

  it('find structure in the dark and none in another picture', () => {
    const [street, other] = [texture(1), texture(2)];
    expect(structureKept(street, street)).toBeGreaterThan(0.95);
    expect(structureKept(street, darkened(street))).toBeGreaterThan(0.85);
    expect(structureKept(street, other)).toBeLessThan(0.4);
    expect(() => structureKept(day, pattern(40, 48))).toThrow('expected pictures of one size, got 48 x 40 and 40 x 48');
  });
});
