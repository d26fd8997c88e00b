import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRaster, openRaster, type RasterShape, type Rows } from '../../image-io/raster.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { testPlanes } from '../../testing/tiny-generators.ts';
import { fitTransforms } from '../fit-transforms.ts';
import type { LocalTransforms } from '../local-transforms.ts';
import { paintRaster } from './paint-raster.ts';

const [width, height] = [150, 331];
const small = { width: 37, height: 29, planeWidth: 37, planeHeight: 29, planes: testPlanes(37, 29) };
const brighter: LocalTransforms = fitTransforms(small, small.planes.map((value) => 0.1 + 0.8 * value));

async function writeSource(folder: string, { channels, depth }: Pick<RasterShape, 'channels' | 'depth'>): Promise<{ source: string; rows: Rows; shape: RasterShape }> {
  const shape = { width, height, channels, depth };
  const planes = testPlanes(width, height);
  const rows = new (depth === 8 ? Uint8Array : Uint16Array)(width * height * channels).map((_, index) => {
    const channel = Math.min(2, index % channels);
    return planes[channel * width * height + Math.floor(index / channels)]! * (depth === 8 ? 255 : 65535);
  });
  const source = join(folder, 'source');
  const writer = await createRaster(source, shape, null);
  await writer.writeRows(rows);
  await writer.finish();
  return { source, rows, shape };
}

it.each([
  ['colour', { channels: 3, depth: 8 }, brighter, null],
  ['light, in a series', { channels: 3, depth: 8 }, { ...brighter, inLight: true, exposure: 0.9 }, null],
  ['16 bits with alpha, a part protected', { channels: 4, depth: 16 }, brighter, Float32Array.from({ length: 37 * 29 }, (_, pixel) => (pixel % 37) / 36)],
  ['grey with alpha', { channels: 2, depth: 8 }, brighter, null],
] as const)('%s: any number of threads gives the same bytes', async (_name, form, transforms, amounts) => {
  const folder = await temporaryFolder();
  const { source, rows, shape } = await writeSource(folder, form);
  const paint = async (threads: number) => {
    const path = join(folder, `painted-${threads}`);
    const target = await createRaster(path, shape, null);
    let strips = 0;
    const onRows = () => {
      strips += 1;
    };
    const painted = await paintRaster({ shape, transforms, amounts, placement: { x: 0, y: 0, across: width, down: height }, strength: 0.9, source, target, threads, signal: new AbortController().signal, onRows });
    expect(painted.ok).toBe(true);
    expect(strips).toBe(Math.ceil(height / 64));
    await target.finish();
    return path;
  };
  const here = await paint(1);
  for (const threads of [2, 3]) expect((await readFile(await paint(threads))).equals(await readFile(here))).toBe(true);
  const reader = await openRaster(here);
  const painted = await reader.readRows(0, height);
  await reader.close();
  expect(painted).not.toEqual(rows);
  if (form.channels % 2 === 0) expect(painted.filter((_, index) => (index + 1) % form.channels === 0)).toEqual(rows.filter((_, index) => (index + 1) % form.channels === 0));
});
