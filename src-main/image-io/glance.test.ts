/** @file Tests glance.ts. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tileOffset } from '../../src-shared/pyramid.ts';
import { writeGlance } from './glance.ts';
import { sharp } from './libvips.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-glance-'));
});
afterEach(() => rm(folder, { recursive: true }));

const { signal } = new AbortController();

/** Red on the left as it is stored, blue on the right. */
async function writeHalves(name: string, width: number, height: number, orientation = 1): Promise<string> {
  const right = await sharp({ create: { width: width / 2, height, channels: 3, background: '#2040d0' } }).png().toBuffer();
  const picture = sharp({ create: { width, height, channels: 3, background: '#d02040' } }).composite([{ input: right, left: width / 2, top: 0 }]);
  await (name.endsWith('.jpg') ? picture.jpeg({ quality: 95 }) : picture.png()).withMetadata({ orientation }).toFile(join(folder, name));
  return join(folder, name);
}

it('shows a large JPEG upright at a fraction of its size', async () => {
  const glance = await writeGlance(await writeHalves('large.jpg', 3200, 2000, 6), join(folder, 'glance'), signal);
  expect(glance).toMatchObject({ ok: true, value: { info: { width: 2000, height: 3200 }, pyramid: { width: 1000, height: 1600 } } });
  const file = await readFile(join(folder, 'glance'));
  const pixel = (x: number, y: number) => {
    const at = tileOffset({ width: 1000, height: 1600 }, 0, Math.floor(x / 512), Math.floor(y / 512))! + ((y % 512) * 512 + (x % 512)) * 4;
    return [...file.subarray(at, at + 4)];
  };
  for (const [x, y, expected] of [[900, 100, [208, 32, 64, 255]], [20, 1500, [32, 64, 208, 255]]] as const)
    pixel(x, y).forEach((value, channel) => expect(Math.abs(value - expected[channel]!)).toBeLessThanOrEqual(4));
  expect((await readdir(folder)).sort()).toEqual(['glance', 'large.jpg']);
});

it('leaves small pictures, other formats and missing files to the decoder', async () => {
  for (const path of [await writeHalves('small.jpg', 2700, 90), await writeHalves('other.png', 3200, 90), join(folder, 'none.jpg')])
    expect(await writeGlance(path, join(folder, 'glance'), signal)).toEqual({ ok: true, value: null });
});
