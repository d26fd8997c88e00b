import { describe, expect, it } from 'vitest';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, succeed } from '../../../src-shared/result.ts';
import type { HoledPicture } from './holed-picture.ts';
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

  it('goes on with a fine texture through a deep hole instead of smearing it', async () => {
    const wide = { width: 260, height: 200, channels: 3 };
    const isWall = (x: number, y: number) => x + 0.2 * y < 140;
    // On both sides of an edge the same colour on average: only texture tells them apart where the picture is small.
    const wall = (x: number, y: number) => (isWall(x, y) && (x + y) % 4 < 2 ? 150 : isWall(x, y) ? 90 : 120);
    const picture = holed(wide, wall, (x, y) => Math.abs(x - 130) < 42 && Math.abs(y - 100) < 32);
    await completeWithPatches(picture, options);
    const swing = (from: number, to: number) => {
      let [sum, count] = [0, 0];
      for (let y = 80; y < 120; y += 1) for (let x = from; x < to; x += 1, count += 1) sum += Math.abs(picture.values[(y * wide.width + x) * 3]! - picture.values[(y * wide.width + x + 2) * 3]!);
      return sum / count;
    };
    expect(swing(92, 108)).toBeGreaterThan(35);
    expect(swing(135, 165)).toBeLessThan(10);
  });

  it('goes on with rows of windows through a hole that is wider than their distance', async () => {
    const windows = (x: number, y: number, channel: number) => (x % 34 < 12 && y % 46 < 18 ? 30 + 20 * channel : 180 - 25 * channel) + ((x * 7 + y * 13) % 5);
    const picture = holed({ width: 380, height: 300, channels: 3 }, windows, (x, y) => x >= 130 && x < 260 && y >= 100 && y < 210);
    await completeWithPatches(picture, options);
    expect(holeError(picture, windows)).toBeLessThan(8);
  });

  it('begins with a structure that it is given, and says why there is none', async () => {
    const bright = (x: number, y: number) => (Math.hypot(x - 64, y - 48) < 12 ? 200 : 60 + (x % 4) * 4 + (y % 3) * 5);
    const disc = (x: number, y: number) => (Math.hypot(x - 20, y - 20) < 12 ? 200 : bright(x, y));
    const asked: number[] = [];
    const fits = (_: unknown, depth: number) => depth <= 16;
    const structure = {
      fits,
      fill(small: HoledPicture) {
        const factor = size.width / small.width;
        asked.push(small.channels, factor);
        small.hole.forEach((inside, pixel) => {
          if (inside === 1) small.values.fill(bright((pixel % small.width) * factor, Math.floor(pixel / small.width) * factor), pixel * 3, pixel * 3 + 3);
        });
        return Promise.resolve(succeed(null));
      },
    };
    const middle = (picture: HoledPicture) => picture.values[(48 * size.width + 64) * 3]!;
    const inside = (x: number, y: number) => Math.abs(x - 64) < 28 && Math.abs(y - 48) < 26;
    const alone = holed(size, disc, inside);
    await completeWithPatches(alone, options);
    expect(middle(alone)).toBeLessThan(120);
    const led = holed(size, disc, inside);
    await completeWithPatches(led, { ...options, structure });
    expect(middle(led)).toBeGreaterThan(150);
    expect(asked).toEqual([3, 2]);
    const refused = failWith(failure('device-failed', 'no device'));
    expect(await completeWithPatches(holed(size, disc, inside), { ...options, structure: { fits, fill: () => Promise.resolve(refused) } })).toEqual(refused);
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
