/** @file Measures the peak memory of a process that works on a large picture, which must not grow with the picture's height. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharp } from './libvips.ts';

const width = 4000;
const heights = [4000, 12000];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-memory-'));
  for (const height of heights) {
    const shape = { width, height, channels: 3 as const };
    const picture = sharp({ create: { ...shape, background: '#000', noise: { type: 'gaussian', mean: 120, sigma: 9 } } });
    await picture.withMetadata({ orientation: 6 }).jpeg({ quality: 60, optimiseCoding: false }).toFile(join(folder, `${height}.jpg`));
  }
});
afterAll(() => rm(folder, { recursive: true }));

/**
 * Most anonymous megabytes of a fresh process that decodes upright, draws the pyramid and encodes, looked at every few
 * milliseconds. Pages of files that libvips maps are the system's cache, which may grow with the picture, and are left out.
 */
function peakMegabytes(height: number): number {
  const program = `
    import { readFileSync } from 'node:fs';
    import { decodeImage } from '${import.meta.dirname}/decode.ts';
    import { encodeRaster } from '${import.meta.dirname}/encode.ts';
    import { buildPyramid } from '${import.meta.dirname}/pyramid.ts';
    const at = '${folder}/${height}';
    let most = 0;
    const look = () => { most = Math.max(most, Number(/RssAnon:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1])); };
    const looking = setInterval(look, 5);
    const results = [await decodeImage(at + '.jpg', at + '.raster'), await buildPyramid(at + '.raster', at + '.pyramid')];
    for (const format of ['jpeg', 'png', 'tiff'])
      results.push(await encodeRaster(at + '.raster', { path: at + '.' + format, format, quality: 90, metadata: 'keep', overwrite: true }));
    for (const result of results) if (!result.ok) throw new Error(result.error.message);
    look();
    clearInterval(looking);
    console.log(most);
  `;
  return Number(execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { encoding: 'utf8' })) / 1024;
}

describe.runIf(process.platform === 'linux')('peak memory', () => {
  it('hardly grows for three times the height', { timeout: 1_200_000 }, () => {
    // The least of two runs each: how far garbage has come when it is looked at differs.
    const [low, high] = heights.map((height) => Math.min(peakMegabytes(height), peakMegabytes(height))) as [number, number];
    // 96 megabytes of pixels lie between them, which whatever holds the picture needs at least once; 37 to 48 were seen.
    expect(high - low).toBeLessThan(80);
    expect(high).toBeLessThan(350);
  });
});
