import { describe, expect, it } from 'vitest';
import { exposeNight, jitterExposure } from './expose-night.ts';
import type { Picture } from './picture.ts';

const plain = (...colour: number[]): Picture => ({ width: 10, height: 10, samples: Uint8Array.from(Array.from({ length: 100 }, () => colour).flat()) });

describe('exposeNight', () => {
  it('brings lights up to 170', () => {
    const [light] = exposeNight(plain(100, 100, 100)).samples;
    expect(light).toBeGreaterThan(164);
    expect(light).toBeLessThan(174);
  });

  it('leaves bright lights alone and gives up on black', () => {
    const bright = plain(200, 180, 160);
    expect(exposeNight(bright)).toBe(bright);
    expect(exposeNight(plain(2, 2, 2)).samples[0]).toBe(0);
    // Six times the light at most: 6 ** (1 / 2.2) = 2.26 times the value.
    expect(exposeNight(plain(20, 20, 20)).samples[0]).toBeLessThan(46);
  });
});

it('jitterExposure keeps a picture where nothing is drawn, and brightens all alike where only the exposure is', () => {
  const picture = plain(40, 90, 160);
  expect(jitterExposure(picture, 1, () => 0)).toEqual(picture);
  const draws = [1, 0, 0, 0, 0];
  const [red, green, blue] = jitterExposure(picture, 2, () => draws.shift()!).samples;
  expect([red! / 40, green! / 90, blue! / 160].map((ratio) => Math.abs(ratio - Math.exp(0.3)) < 0.02)).toEqual([true, true, true]);
});
