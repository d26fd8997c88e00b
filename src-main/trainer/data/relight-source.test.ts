import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seedRandom } from '../random.ts';
import { byScene, dayFrames, nightFrames, sceneOf, wholeOf } from './night-frames.ts';
import { openPictureCache } from './picture-cache.ts';
import type { Picture } from './picture.ts';
import { relightSource } from './relight-source.ts';
import { temporaryFolder, writeTiff } from './test-pictures.ts';

/** Brightness rises to the right, the less the darker; a lamp of 8 x 8 pixels. */
function frame(width: number, height: number, brightness: number, lamp: number): Picture {
  const at = (x: number, y: number) => (x >= 8 && x < 16 && y >= 8 && y < 16 ? lamp : brightness * (0.5 + (0.5 * x) / width));
  return { width, height, samples: Uint8Array.from({ length: width * height * 3 }, (_, index) => at(Math.floor(index / 3) % width, Math.floor(index / 3 / width)) * (1 - (index % 3) * 0.1)) };
}

async function folder() {
  const place = await temporaryFolder();
  const write = async (name: string, picture: Picture) => {
    await writeTiff(join(place, name), picture);
    return { path: join(place, name), width: picture.width, height: picture.height };
  };
  const cache = await openPictureCache(join(place, 'cache'));
  const days = await dayFrames([await write('square-day.tif', frame(60, 44, 220, 250)), await write('harbour-day.tif', frame(44, 50, 180, 250))], 40, cache);
  const dull: string[] = [];
  const files = [await write('square-1.tif', frame(60, 44, 12, 240)), await write('square-2.tif', frame(60, 44, 14, 120)), await write('harbour-1.tif', frame(44, 50, 120, 130))];
  const nights = await nightFrames(files, 40, cache, (path) => dull.push(path));
  const photographs = await dayFrames([await write('meadow.tif', frame(48, 48, 90, 90))], 40, cache);
  return { data: { days: byScene(days), nights: byScene(nights), photographs, batch: 8, size: 16 }, dull };
}

describe('scenes', () => {
  it('are what file names have before their last dash', () => {
    expect(['/a/b-c/harbour-01.jpg', 'town-hall-12.png', 'lake.jpg', '-3.jpg'].map(sceneOf)).toEqual(['harbour', 'town-hall', 'lake', '-3']);
  });

  it('keep only nights that have lights, exposed so that these are bright', async () => {
    const { data, dull } = await folder();
    expect(dull.map(sceneOf)).toEqual(['harbour']);
    const [first, second] = data.nights.get('square')!;
    expect([first!.copy.width, first!.copy.height]).toEqual([55, 40]);
    expect(first!.code[1]).toBeGreaterThan(0);
    // Its lamp has 120.
    expect(Math.max(...wholeOf(second!.copy).samples)).toBeGreaterThan(150);
  });
});

describe('relightSource', () => {
  it('gives lessons of scenes and of photographs, whose light nobody knows', async () => {
    const { data } = await folder();
    const source = relightSource(data, seedRandom(3).state());
    const [first, second] = [await source.next(), await source.next()];
    const paired = [...first.paired, ...second.paired];
    expect(paired.filter((value) => value === 1).length).toBeGreaterThan(4);
    expect(paired.filter((value) => value === 0).length).toBeGreaterThan(2);
    expect(Object.fromEntries(Object.entries(first).map(([name, values]) => [name, values.length]))).toEqual({ day: 8 * 768, night: 8 * 768, real: 8 * 768, code: 32, sky: 8 * 256, ceiling: 8, paired: 8 });
    expect([...first.code.subarray(0, 4)].map(Math.fround)).toEqual([...data.nights.values()].flat().map(({ code }) => code.map(Math.fround)).find(([brightness]) => brightness === first.code[0]));
    for (const ceiling of first.ceiling) expect(ceiling).toBeLessThan(0.2);
  });

  it('cuts the night of a scene where its day is cut', async () => {
    const { data } = await folder();
    const { day, night, paired } = await relightSource({ ...data, photographs: [], batch: 12 }, seedRandom(4).state()).next();
    expect([...paired]).toEqual(new Array(12).fill(1));
    const brightest = (values: Float32Array, index: number) => {
      const one = values.subarray(index * 768, (index + 1) * 768);
      return one.indexOf(Math.max(...one));
    };
    const same = Array.from({ length: 12 }, (_, index) => Math.abs(brightest(day, index) - brightest(night, index)) < 3 * 16 * 4);
    expect(same.filter(Boolean).length).toBeGreaterThan(9);
  });

  it('goes on from its state', async () => {
    const { data } = await folder();
    const source = relightSource(data, seedRandom(5).state());
    await source.next();
    const state = JSON.parse(JSON.stringify(source.state())) as number[];
    expect(await relightSource(data, state).next()).toEqual(await source.next());
  });
});
