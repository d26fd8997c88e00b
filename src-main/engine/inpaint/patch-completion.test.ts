import { describe, expect, it } from 'vitest';
import { spanMembrane } from './membrane.ts';
import { completeWithPatches } from './patch-completion.ts';
import { holed, holeError } from './testing.ts';

const size = { width: 128, height: 96, channels: 3 };
const weave = (x: number, y: number, channel: number) => 60 + 20 * channel + (x % 8 < 4 ? 50 : 0) + (y % 12 < 6 ? 40 : 0);
const speckle = (x: number, y: number, channel: number) => ((x * 7919 + y * 104729 + x * y * 31 + channel * 613) % 97) * 2;
const stroke = (x: number, y: number) => Math.abs(y - 40 - x / 8) < 7 && x > 15 && x < 110;
const options = { seed: 1, signal: new AbortController().signal };

describe('completeWithPatches', () => {
  it('goes on with a texture that a membrane smears', async () => {
    const picture = holed(size, weave, stroke);
    const smeared = { ...picture, values: picture.values.slice() };
    spanMembrane(smeared);
    await completeWithPatches(picture, options);
    expect(holeError(smeared, weave)).toBeGreaterThan(25);
    expect(holeError(picture, weave)).toBeLessThan(15);
  });

  it('leads an edge through a hole', async () => {
    const edge = (x: number, y: number) => (x + y / 2 > 80 ? 200 : 40);
    const picture = holed({ ...size, channels: 1 }, edge, (x, y) => Math.abs(y - 45) < 9 && x > 40 && x < 90);
    await completeWithPatches(picture, options);
    expect(holeError(picture, edge)).toBeLessThan(25);
  });

  it('gives the same for the same seed, and something else for another', async () => {
    const fill = async (seed: number) => {
      const picture = holed(size, speckle, stroke);
      await completeWithPatches(picture, { ...options, seed });
      return picture.values;
    };
    const [first, again, other] = [await fill(1), await fill(1), await fill(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('fills what no whole patch lies beside', async () => {
    for (const small of [
      { width: 5, height: 40, channels: 4 },
      { width: 9, height: 9, channels: 1 },
    ]) {
      const picture = holed(small, () => 90, (x, y) => x === 2 && y > 1 && y < 8);
      await completeWithPatches(picture, options);
      expect(holeError(picture, () => 90)).toBeLessThan(1);
    }
  });

  it('leaves early when it is told to', async () => {
    const controller = new AbortController();
    const picture = holed(size, weave, stroke);
    const running = completeWithPatches(picture, { seed: 1, signal: controller.signal });
    controller.abort();
    await running;
    expect(picture.values).toEqual(holed(size, weave, stroke).values);
  });
});
