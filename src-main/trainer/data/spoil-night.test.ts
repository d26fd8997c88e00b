import { describe, expect, it } from 'vitest';
import { seedRandom } from '../random.ts';
import { spoilNight } from './spoil-night.ts';
import type { Picture } from './picture.ts';

const plain = (level: number): Picture => ({ width: 32, height: 24, samples: new Uint8Array(32 * 24 * 3).fill(level) });
const mean = ({ samples }: Picture) => samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
const spoilt = (count: number) => Promise.all(Array.from({ length: count }, (_, seed) => spoilNight(plain(60), plain(200), seedRandom(seed))));

describe('spoilNight', () => {
  it('gives nights of all exposures, some with lamps, some with noise', async () => {
    const nights = await spoilt(40);
    expect(nights.every(({ width, height, samples }) => width === 32 && height === 24 && samples.length === 32 * 24 * 3)).toBe(true);
    const brightness = nights.map(mean);
    expect(Math.min(...brightness)).toBeLessThan(35);
    expect(Math.max(...brightness)).toBeGreaterThan(65);
    expect(nights.filter(({ samples }) => samples.some((sample) => sample > 240)).length).toBeGreaterThan(5);
    const even = nights.filter(({ samples }) => new Set(samples).size <= 3).length;
    expect(even).toBeGreaterThan(0);
    expect(even).toBeLessThan(20);
  });

  it('draws from the random state alone', async () => {
    const again = () => spoilNight(plain(60), plain(200), seedRandom(7));
    expect(await again()).toEqual(await again());
  });
});
