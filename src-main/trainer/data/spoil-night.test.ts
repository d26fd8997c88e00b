import { describe, expect, it } from 'vitest';
import { seedRandom } from '../random.ts';
import { spoilNight } from './spoil-night.ts';
import type { Picture } from './picture.ts';

const plain = (level: number): Picture => ({ width: 32, height: 24, samples: new Uint8Array(32 * 24 * 3).fill(level) });
const mean = ({ samples }: Picture) => samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
/** Mean difference of neighbours. */
const roughness = ({ samples }: Picture) => samples.reduce((sum, sample, at) => sum + (at < 3 ? 0 : Math.abs(sample - samples[at - 3]!)), 0) / samples.length;
/** Of a row, the sum of red over that of blue. */
const redness = ({ width, samples }: Picture, y: number) => {
  const sum = (channel: number) => Array.from({ length: width }, (_, x) => samples[(y * width + x) * 3 + channel]!).reduce((total, sample) => total + sample, 1);
  return sum(0) / sum(2);
};
const spoilt = (count: number) => Promise.all(Array.from({ length: count }, (_, seed) => spoilNight(plain(60), plain(200), seedRandom(seed))));

describe('spoilNight', () => {
  it('gives nights of all exposures, some with lamps, some with noise, some with an evening sky', async () => {
    const nights = await spoilt(120);
    expect(nights.every(({ width, height, samples }) => width === 32 && height === 24 && samples.length === 32 * 24 * 3)).toBe(true);
    const brightness = nights.map(mean);
    expect(Math.min(...brightness)).toBeLessThan(35);
    expect(Math.max(...brightness)).toBeGreaterThan(65);
    expect(nights.filter(({ samples }) => samples.some((sample) => sample > 240)).length).toBeGreaterThan(15);
    const rough = nights.filter((night) => roughness(night) > 4).length;
    expect(rough).toBeGreaterThan(20);
    expect(rough).toBeLessThan(90);
    expect(nights.filter((night) => redness(night, 22) > 1.4 * redness(night, 0)).length).toBeGreaterThan(10);
  });

  it('draws from the random state alone', async () => {
    const again = () => spoilNight(plain(60), plain(200), seedRandom(7));
    expect(await again()).toEqual(await again());
  });
});
