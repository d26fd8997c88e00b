import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seedRandom } from '../random.ts';
import { type CodedDay, type DaylightData, daylightSource } from './daylight-source.ts';
import { byScene, nightFrames, plainCopy, wholeOf } from './night-frames.ts';
import { openPictureCache } from './picture-cache.ts';
import type { Picture } from './picture.ts';
import { styleCodeOf } from './style-code.ts';
import { temporaryFolder, writeTiff } from './test-pictures.ts';

/** Brightness rises to the right, with a lamp where that is given. */
function frame(brightness: number, lamp?: number): Picture {
  const at = (x: number, y: number) => (lamp !== undefined && x < 8 && y < 8 ? lamp : brightness * (0.3 + (0.7 * x) / 60));
  return { width: 60, height: 44, samples: Uint8Array.from({ length: 60 * 44 * 3 }, (_, index) => at(Math.floor(index / 3) % 60, Math.floor(index / 180))) };
}

async function lessons(): Promise<DaylightData> {
  const place = await temporaryFolder();
  const cache = await openPictureCache(join(place, 'cache'));
  const write = async (name: string, picture: Picture) => {
    await writeTiff(join(place, name), picture);
    return { path: join(place, name), width: picture.width, height: picture.height };
  };
  const copied = async (name: string, picture: Picture): Promise<CodedDay> => {
    const { path } = await write(name, picture);
    const copies = await cache.copies(path, plainCopy(40));
    if (!copies.ok) throw new Error(copies.error.message);
    return { path, ...copies.value, code: styleCodeOf(wholeOf(copies.value.whole)) };
  };
  const [square, meadow] = [await copied('square-day.tif', frame(230)), await copied('meadow.tif', frame(180))];
  const made = await copied('meadow-made.tif', frame(40));
  const nights = await nightFrames([await write('square-night.tif', frame(14, 250))], 40, cache, () => undefined);
  return { pairs: [{ day: meadow, nights: [made.whole] }], nights: byScene(nights), days: new Map([['square', [square]]]), batch: 16, size: 16 };
}

const meanOf = (values: Float32Array, index: number) => values.subarray(index * 768, (index + 1) * 768).reduce((sum, value) => sum + value, 0) / 768;

describe('daylightSource', () => {
  it('gives made nights with the days that they were made of, and real ones with a day of their scene', async () => {
    const data = await lessons();
    const { night, day, code, made } = await daylightSource(data, seedRandom(3).state()).next();
    expect([night.length, day.length, code.length]).toEqual([16 * 768, 16 * 768, 64]);
    const count = made.reduce((sum, value) => sum + value, 0);
    expect(count).toBeGreaterThan(4);
    expect(count).toBeLessThan(14);
    const [square, meadow] = [data.days.get('square')![0]!.code, data.pairs[0]!.day.code].map((values) => values.map(Math.fround));
    for (let index = 0; index < 16; index++) expect([...code.subarray(index * 4, index * 4 + 4)]).toEqual(made[index] === 1 ? meadow : square);
    const darker = Array.from({ length: 16 }, (_, index) => meanOf(night, index) < meanOf(day, index) - 0.3);
    expect(darker.filter(Boolean).length).toBeGreaterThan(9);
  });

  it('works without scenes', async () => {
    const { made } = await daylightSource({ ...(await lessons()), days: new Map(), nights: new Map() }, seedRandom(4).state()).next();
    expect(made).toEqual(new Float32Array(16).fill(1));
  });

  it('goes on from its state', async () => {
    const data = await lessons();
    const source = daylightSource(data, seedRandom(5).state());
    await source.next();
    const state = JSON.parse(JSON.stringify(source.state())) as number[];
    expect(await daylightSource(data, state).next()).toEqual(await source.next());
  });
});
