/** @file Tests glance.ts. */
import { mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
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
  const glance = await writeGlance(await writeHalves('large.jpg', 3200, 2000, 6), { width: 1000, height: 1600 }, join(folder, 'glance'), signal);
  expect(glance).toEqual({ ok: true, value: null });
  const file = await readFile(join(folder, 'glance'));
  const pixel = (x: number, y: number) => {
    const at = tileOffset({ width: 1000, height: 1600 }, 0, Math.floor(x / 512), Math.floor(y / 512))! + ((y % 512) * 512 + (x % 512)) * 4;
    return [...file.subarray(at, at + 4)];
  };
  for (const [x, y, expected] of [[900, 100, [208, 32, 64, 255]], [20, 1500, [32, 64, 208, 255]]] as const)
    pixel(x, y).forEach((value, channel) => expect(Math.abs(value - expected[channel]!)).toBeLessThanOrEqual(4));
  expect((await readdir(folder)).sort()).toEqual(['glance', 'large.jpg']);
});

it('leaves other formats and small pictures to the decoder', async () => {
  await rename(await writeHalves('large.png', 3200, 2000), join(folder, 'misnamed.jpg'));
  await writeHalves('small.jpg', 1500, 900);
  for (const name of ['misnamed.jpg', 'small.jpg'])
    expect(await writeGlance(join(folder, name), { width: 1000, height: 1600 }, join(folder, 'glance'), signal)).toEqual({ ok: true, value: null });
  expect((await readdir(folder)).sort()).toEqual(['misnamed.jpg', 'small.jpg']);
});

it('fails for a damaged picture and leaves nothing', async () => {
  const whole = await readFile(await writeHalves('large.jpg', 3200, 2000));
  await writeFile(join(folder, 'large.jpg'), whole.subarray(0, whole.length / 2));
  expect(await writeGlance(join(folder, 'large.jpg'), { width: 800, height: 500 }, join(folder, 'glance'), signal)).toMatchObject({ ok: false, error: { code: 'image-damaged' } });
  expect(await readdir(folder)).toEqual(['large.jpg']);
});
