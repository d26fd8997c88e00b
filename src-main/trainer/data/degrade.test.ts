import { describe, expect, it } from 'vitest';
import { seedRandom } from '../random.ts';
import { degrade, drawDegradation } from './degrade.ts';
import { pattern } from './test-pictures.ts';

describe('drawDegradation', () => {
  it('stays in its ranges and leaves some pictures clean', () => {
    const random = seedRandom(1);
    const drawn = Array.from({ length: 2000 }, () => drawDegradation(random));
    const noises = drawn.map(({ noise }) => noise);
    const qualities = drawn.flatMap(({ jpeg }) => (jpeg ? [jpeg.quality] : []));
    expect([Math.min(...noises), Math.round(Math.max(...noises))]).toEqual([0, 12]);
    expect([Math.min(...qualities), Math.max(...qualities)]).toEqual([30, 95]);
    const clean = drawn.filter(({ noise, jpeg }) => noise === 0 && !jpeg).length / drawn.length;
    expect(clean).toBeGreaterThan(0.06);
    expect(clean).toBeLessThan(0.13);
    expect(new Set(drawn.map(({ jpeg }) => jpeg?.chroma))).toEqual(new Set([undefined, '4:2:0', '4:4:4']));
  });
});

describe('degrade', () => {
  const picture = pattern(40, 30);
  const deviation = (a: Uint8Array) => Math.sqrt(a.reduce((sum, sample, index) => sum + (sample - picture.samples[index]!) ** 2, 0) / a.length);

  it('adds noise of the wanted strength, and the same for the same state', async () => {
    const noisy = await degrade(picture, { noise: 9, jpeg: null }, seedRandom(2));
    expect(deviation(noisy.samples)).toBeGreaterThan(8.5);
    expect(deviation(noisy.samples)).toBeLessThan(9.5);
    expect(await degrade(picture, { noise: 9, jpeg: null }, seedRandom(2))).toEqual(noisy);
    expect(await degrade(picture, { noise: 9, jpeg: null }, seedRandom(3))).not.toEqual(noisy);
  });

  it('puts the picture through JPEG, and leaves a clean one alone', async () => {
    const blocks = await degrade(picture, { noise: 0, jpeg: { quality: 30, chroma: '4:2:0' } }, seedRandom(2));
    expect(deviation(blocks.samples)).toBeGreaterThan(1);
    expect(await degrade(picture, { noise: 0, jpeg: null }, seedRandom(2))).toEqual(picture);
  });
});
