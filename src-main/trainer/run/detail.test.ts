import { expect, it } from 'vitest';
import { resample } from '../data/resample.ts';
import { pattern } from '../data/test-pictures.ts';
import { detail } from './detail.ts';

it('falls with blur, and is nothing where nothing changes or all changes evenly', () => {
  const picture = { ...pattern(24, 18), samples: pattern(24, 18).samples.map((sample, index) => (sample * (1 + (index % 7))) & 255) };
  const blurred = resample(resample(picture, 12, 9, 'bicubic'), 24, 18, 'bicubic');
  expect(detail(blurred)).toBeLessThan(0.6 * detail(picture));
  expect(detail({ width: 5, height: 4, samples: new Uint8Array(60).map((_, index) => 10 * (Math.floor(index / 3) % 5)) })).toBe(0);
});
