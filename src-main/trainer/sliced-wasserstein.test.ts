import { describe, expect, it } from 'vitest';
import { pattern } from './data/test-pictures.ts';
import { slicedWasserstein } from './sliced-wasserstein.ts';

const options = { patches: 300, directions: 20, seed: 3 };
const waves = [pattern(40, 30, 1), pattern(30, 36, 2)];
const inverted = waves.map((picture) => ({ ...picture, samples: picture.samples.map((sample) => 255 - sample) }));
const brighter = waves.map((picture) => ({ ...picture, samples: picture.samples.map((sample) => sample + 20) }));

describe('slicedWasserstein', () => {
  it('is small between patches of the same pictures, larger the more they differ', () => {
    const same = slicedWasserstein(waves, waves, options);
    const lighter = slicedWasserstein(waves, brighter, options);
    const dark = slicedWasserstein(waves, brighter.map((picture) => ({ ...picture, samples: picture.samples.map((sample) => sample / 4) })), options);
    expect(same).toBeLessThan(0.6 * lighter);
    expect(lighter).toBeLessThan(0.5 * dark);
  });

  it('is the same for the same seed', () => {
    expect(slicedWasserstein(waves, inverted, options)).toBe(slicedWasserstein(waves, inverted, options));
  });

  it('is the mean of a shift of plain pictures along each direction', () => {
    const plain = (value: number) => [{ width: 8, height: 8, samples: new Uint8Array(192).fill(value) }];
    // A shift of all 147 samples by d is d * sqrt(147) long; its mean projection is that times sqrt(2 / (pi * 147)).
    const many = { ...options, patches: 5, directions: 2000 };
    expect(slicedWasserstein(plain(0), plain(51), many)).toBeCloseTo(0.2 * Math.sqrt(2 / Math.PI), 2);
  });
});
