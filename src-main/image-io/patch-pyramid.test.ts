/** @file Tests patch-pyramid.ts: what it writes is what `buildPyramid` writes. */
import { copyFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeImage } from './decode.ts';
import { sharp } from './libvips.ts';
import { patchPyramid } from './patch-pyramid.ts';
import { copyRaster } from './patch-raster.ts';
import { buildPyramid } from './pyramid.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const before = () => ({ raster: at('before'), pyramid: at('before-tiles') });
const after = () => ({ raster: at('after'), pyramid: at('after-tiles') });
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'imago-patch-'))));
afterEach(() => rm(folder, { recursive: true, maxRetries: 20 }));

type Form = { readonly channels: 1 | 2 | 3 | 4; readonly depth: 8 | 16; readonly profile?: 'srgb' | 'p3' };
const size = { width: 1301, height: 1091 };

/** A picture that is different everywhere, decoded and laid out as `before`. */
async function layOut({ channels, depth, profile }: Form): Promise<void> {
  const count = size.width * size.height * channels;
  const values = Uint8Array.from({ length: count }, (_, index) => (index * 7 + Math.floor(index / 999)) % 253);
  let picture = sharp(values, { raw: { ...size, channels } });
  if (profile) picture = picture.withIccProfile(profile);
  if (depth === 16) picture = picture.toColourspace(channels > 2 ? 'rgb16' : 'grey16');
  await (channels === 1 && depth === 8 ? picture.toColourspace('b-w') : picture).png({ compressionLevel: 1 }).toFile(at('in.png'));
  expect(await decodeImage(at('in.png'), before().raster)).toMatchObject({ ok: true, value: { ...size, depth } });
  expect((await buildPyramid(before().raster, before().pyramid)).ok).toBe(true);
}

/** Copies the raster with a few pixels changed at each of the places. */
async function change(...places: readonly (readonly [x: number, y: number])[]): Promise<void> {
  const raster = await copyRaster(before().raster, after().raster);
  for (const [x, y] of places) {
    const pixels = await raster.read({ x, y, width: 2, height: 1 });
    await raster.write(x, y, pixels.map((value) => value ^ 0x5555));
  }
  await raster.close();
}

describe('patchPyramid', () => {
  it.each<Form>([
    { channels: 3, depth: 8 },
    { channels: 4, depth: 8, profile: 'p3' },
    { channels: 3, depth: 8, profile: 'srgb' },
    { channels: 1, depth: 8 },
    { channels: 3, depth: 16, profile: 'p3' },
    { channels: 4, depth: 16 },
  ])('writes the pyramid of the changed picture: %o', async (form) => {
    await layOut(form);
    await change([1299, 1090], [700, 520]);
    const patched = await patchPyramid(before(), after());
    const built = await buildPyramid(after().raster, at('built'));
    expect(patched).toEqual(built);
    const bytes = await readFile(after().pyramid);
    expect(bytes.equals(await readFile(before().pyramid))).toBe(false);
    expect(bytes.equals(await readFile(at('built')))).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['after', 'after-tiles', 'before', 'before-tiles', 'built', 'in.png']);
  });

  it('copies what has not changed', async () => {
    await layOut({ channels: 3, depth: 8 });
    await copyFile(before().raster, after().raster);
    expect(await patchPyramid(before(), after())).toEqual({ ok: true, value: size });
    expect((await readFile(after().pyramid)).equals(await readFile(before().pyramid))).toBe(true);
  });

  it('leaves to others what has changed in most tiles, has another size, or has no pyramid', async () => {
    await layOut({ channels: 3, depth: 8 });
    await change([1, 1], [600, 1], [1, 600], [600, 600], [1200, 600]);
    expect(await patchPyramid(before(), after())).toBeNull();
    await change([1, 1]);
    await rm(before().pyramid);
    expect(await patchPyramid(before(), after())).toBeNull();
    await sharp({ create: { ...size, width: 1300, channels: 3, background: 'red' } }).png().toFile(at('other.png'));
    await decodeImage(at('other.png'), after().raster);
    expect(await patchPyramid(before(), after())).toBeNull();
    await expect(stat(after().pyramid)).rejects.toThrow('ENOENT');
  });

  it('leaves nothing when it is cancelled', async () => {
    await layOut({ channels: 3, depth: 8 });
    await change([1, 1]);
    expect(await patchPyramid(before(), after(), { signal: AbortSignal.abort() })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await expect.poll(() => readdir(folder).then((names) => names.sort())).toEqual(['after', 'before', 'before-tiles', 'in.png']);
  });
});
