import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { MaskBitmap } from '../../../src-shared/mask.ts';
import type { Selection } from '../../../src-shared/mask/selection.ts';
import { decodeImage } from '../../image-io/decode.ts';
import { createRaster } from '../../image-io/raster.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { createEngineMemory } from '../memory.ts';
import { selectMask } from './select-mask.ts';

const [width, height] = [90, 70];
/** Two discs of one colour on a ground with a little noise. */
const isDisc = (x: number, y: number) => Math.hypot(x - 30, y - 35) < 15 || Math.hypot(x - 75, y - 20) < 8;

async function select(selection: Selection, { folder = '', depth = 8 as 8 | 16 } = {}): Promise<MaskBitmap | null> {
  const place = folder || (await temporaryFolder());
  const writer = await createRaster(join(place, 'source'), { width, height, channels: 3, depth }, null);
  const gain = depth === 16 ? 257 : 1;
  const values = Array.from({ length: width * height * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    return (((pixel * 7 + index) % 5) + (isDisc(pixel % width, Math.floor(pixel / width)) ? [200, 60, 50] : [40, 90, 120])[index % 3]!) * gain;
  });
  await writer.writeRows(depth === 16 ? Uint16Array.from(values) : Uint8Array.from(values));
  await writer.finish();
  const selected = await selectMask(join(place, 'source'), selection, { networks: { modelDirectories: ['models'], graphs: createEngineMemory().graphs }, signal: new AbortController().signal });
  if (!selected.ok) throw new Error(selected.error.message);
  return selected.value;
}

const covered = ({ data }: MaskBitmap): number => inflateSync(Buffer.from(data, 'base64')).reduce((sum, value) => sum + value / 255, 0);
const discs = (near: (x: number) => boolean) => Array.from({ length: width * height }, (_, at) => at).filter((at) => near(at % width) && isDisc(at % width, Math.floor(at / width))).length;

it.each([8, 16] as const)('the wand takes what is like a pixel, connected or anywhere, with %i bits', async (depth) => {
  const wand = { kind: 'wand', x: 30, y: 35, tolerance: 0.1, contiguous: true } as const;
  const one = await select(wand, { depth });
  expect(one).toMatchObject({ x: 16, y: 21, width: 29, height: 29, columns: 29, rows: 29 });
  expect(covered(one!)).toBe(discs((x) => x < 50));
  expect(covered((await select({ ...wand, contiguous: false }, { depth }))!)).toBe(discs(() => true));
  expect(covered((await select({ ...wand, tolerance: 1 }, { depth }))!)).toBe(width * height);
  expect(covered((await select({ ...wand, x: 9999, y: 9999 }, { depth }))!)).toBe(width * height - discs(() => true));
});

it('selects the object in a box', async () => {
  const object = await select({ kind: 'object', x: 10, y: 14, width: 42, height: 43 });
  expect(Math.abs(covered(object!) / discs((x) => x < 50) - 1)).toBeLessThan(0.05);
  expect(Math.abs(object!.x + object!.width / 2 - 30)).toBeLessThan(2);
  expect(await select({ kind: 'object', x: 200, y: 10, width: 5, height: 5 })).toBeNull();
}, 60_000);

it('takes the brightness of a file, stretched over the picture', async () => {
  const folder = await temporaryFolder();
  const left = Uint8Array.from({ length: 18 * 7 * 3 }, (_, index) => (Math.floor(index / 3) % 18 < 9 ? 255 : 0));
  await sharp(left, { raw: { width: 18, height: 7, channels: 3 } }).png().toFile(join(folder, 'left.png'));
  const bitmap = await select({ kind: 'file', path: join(folder, 'left.png'), channel: 'luma' }, { folder });
  expect(Math.abs(covered(bitmap!) / (width * height) - 0.5)).toBeLessThan(0.02);
  expect(bitmap!.x).toBe(0);
});

it('finds a person, to the edge, and nobody in a plain picture', async () => {
  const folder = await temporaryFolder();
  await decodeImage('assets/samples/astronaut.jpg', join(folder, 'source'));
  const surroundings = { networks: { modelDirectories: ['models'], graphs: createEngineMemory().graphs }, signal: new AbortController().signal };
  const selected = await selectMask(join(folder, 'source'), { kind: 'people' }, surroundings);
  if (!selected.ok) throw new Error(selected.error.message);
  const bitmap = selected.value!;
  const values = inflateSync(Buffer.from(bitmap.data, 'base64'));
  const at = (x: number, y: number) => (x < bitmap.x || y < bitmap.y ? 0 : values[(y - bitmap.y) * bitmap.columns + x - bitmap.x]!);
  // Face, hair and suit; a wall, a rocket and a flag.
  expect([at(220, 110), at(225, 30), at(180, 350)]).toEqual([255, 255, 255]);
  expect([at(370, 150), at(440, 60), at(20, 60)]).toEqual([0, 0, 0]);
  // From the wall into the suit's shoulder, within a few pixels.
  const row = Array.from({ length: 60 }, (_, x) => at(70 + x, 240));
  expect(row.filter((value) => value > 10 && value < 245).length).toBeLessThan(12);
  await sharp({ create: { width: 90, height: 70, channels: 3, background: '#4060a0' } }).png().toFile(join(folder, 'plain.png'));
  await decodeImage(join(folder, 'plain.png'), join(folder, 'plain'));
  expect(await selectMask(join(folder, 'plain'), { kind: 'people' }, surroundings)).toEqual({ ok: true, value: null });
}, 60_000);

it('finds people who are small in the picture', async () => {
  const folder = await temporaryFolder();
  const small = await sharp('assets/samples/astronaut.jpg').resize(150, 150).toBuffer();
  const places = [[90, 520], [640, 400], [1010, 130]] as const;
  const wall = sharp({ create: { width: 1200, height: 800, channels: 3, background: '#7a7f86' } });
  await wall.composite(places.map(([left, top]) => ({ input: small, left, top }))).png().toFile(join(folder, 'group.png'));
  await decodeImage(join(folder, 'group.png'), join(folder, 'source'));
  const networks = { modelDirectories: ['models'], graphs: createEngineMemory().graphs };
  const selected = await selectMask(join(folder, 'source'), { kind: 'people' }, { networks, signal: new AbortController().signal });
  if (!selected.ok) throw new Error(selected.error.message);
  const bitmap = selected.value!;
  const values = inflateSync(Buffer.from(bitmap.data, 'base64'));
  const at = (x: number, y: number) => (x < bitmap.x || y < bitmap.y || x >= bitmap.x + bitmap.columns || y >= bitmap.y + bitmap.rows ? 0 : values[(y - bitmap.y) * bitmap.columns + x - bitmap.x]!);
  // Face and suit of each, and the wall beside them.
  for (const [left, top] of places) expect([at(left + 64, top + 32) > 200, at(left + 53, top + 103) > 200, at(left - 30, top + 75)]).toEqual([true, true, 0]);
  const gone = await selectMask(join(folder, 'source'), { kind: 'people' }, { networks, signal: AbortSignal.abort() });
  expect(gone).toMatchObject({ ok: false, error: { code: 'cancelled' } });
}, 60_000);
