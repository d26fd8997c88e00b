import { expect, it } from 'vitest';
import { type Rgb, throughJpeg } from './jpeg-round-trip.ts';

const [width, height] = [24, 16];
/** Alternating red and blue columns on a slope. */
const picture: Rgb = { width, height, samples: Uint8Array.from({ length: width * height * 3 }, (_, index) => {
  const x = Math.floor(index / 3) % width;
  return (index % 3 === (x % 2 === 0 ? 0 : 2) ? 200 : 40) + x;
}) };
const distance = (a: Rgb, b: Rgb) => a.samples.reduce((sum, sample, index) => sum + Math.abs(sample - b.samples[index]!), 0) / a.samples.length;

it('loses more at a lower quality and with halved colour, and always the same', async () => {
  const fine = await throughJpeg(picture, { quality: 95, chroma: '4:4:4' });
  const coarse = await throughJpeg(picture, { quality: 20, chroma: '4:4:4' });
  const pale = await throughJpeg(picture, { quality: 95, chroma: '4:2:0' });
  expect([fine.width, fine.height, fine.samples.length]).toEqual([width, height, picture.samples.length]);
  expect(distance(fine, picture)).toBeLessThan(5);
  expect(distance(coarse, picture)).toBeGreaterThan(3 * distance(fine, picture));
  expect(distance(pale, picture)).toBeGreaterThan(5 * distance(fine, picture));
  expect(await throughJpeg(picture, { quality: 20, chroma: '4:4:4' })).toEqual(coarse);
});
