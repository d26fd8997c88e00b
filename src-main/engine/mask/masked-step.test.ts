import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import { note } from '../../../src-shared/note.ts';
import { type Mask, type MaskShape, maskSchema } from '../../../src-shared/mask.ts';
import { succeed } from '../../../src-shared/result.ts';
import { decodeImage } from '../../image-io/decode.ts';
import { createRaster, openRaster, readRasterDirectory, type RasterShape, type Rows } from '../../image-io/raster.ts';
import { createSessionCache } from '../../runtime/session-cache.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { wholeSource } from '../../testing/whole-source.ts';
import { createEngineMemory } from '../memory.ts';
import { createProgressMeter } from '../progress-meter.ts';
import type { PreparedStep, StepDetails, StepRun } from '../steps/step.ts';
import { maskedStep } from './masked-step.ts';
import { wholePlace } from './place.ts';

const [width, height] = [71, 53];
let folder: string;
let ranWith: { mask: string | undefined }[];
beforeEach(async () => {
  folder = await temporaryFolder();
  ranWith = [];
});

const details: StepDetails = { device: 'cpu', model: 'm', tile: 64, tiles: 1, networkMs: 1, notes: [] };

/** Every sample becomes its complement, in an enlarged picture every sample the middle grey. */
const step = (scale: number): PreparedStep => ({
  scale,
  margin: 0,
  async run({ source, target, mask }) {
    ranWith.push({ mask });
    const reader = await openRaster(source);
    const top = reader.depth === 16 ? 65535 : 255;
    const rows = await reader.readRows(0, reader.height);
    await reader.close();
    const writer = await createRaster(target, { ...reader, width: reader.width * scale, height: reader.height * scale }, source);
    const all = rows instanceof Uint16Array ? new Uint16Array(rows.length * scale * scale) : new Uint8Array(rows.length * scale * scale);
    await writer.writeRows(scale === 1 ? all.map((_, index) => top - rows[index]!) : all.fill(128));
    await writer.finish();
    return succeed(details);
  },
});

async function writeSource(shape: Partial<RasterShape> = {}): Promise<Rows> {
  const all: RasterShape = { width, height, channels: 3, depth: 8, ...shape };
  const length = all.width * all.height * all.channels;
  const values = Array.from({ length }, (_, index) => (index * index * 31 + index * 7 + 3) % (all.depth === 16 ? 65521 : 251));
  const rows = all.depth === 16 ? Uint16Array.from(values) : Uint8Array.from(values);
  const writer = await createRaster(join(folder, 'source'), all, null);
  await writer.writeRows(rows);
  await writer.finish();
  return rows;
}

async function run(mask: Mask, { scale = 1, needsMask = false, memory = createEngineMemory(), whole: given = {} as Partial<StepRun['whole']> } = {}) {
  const { shape } = await readRasterDirectory(join(folder, 'source'));
  const whole = { ...(await wholeSource(join(folder, 'source'))), ...given };
  const files = { source: join(folder, 'source'), target: join(folder, 'target'), scratch: folder, meter: createProgressMeter(() => undefined, 0), whole };
  const surroundings = { devices: ['cpu'] as const, tile: undefined, modelDirectories: ['models'], sessions: createSessionCache(), memory, signal: new AbortController().signal };
  return maskedStep({ ...step(scale), mask, needsMask }, files, { place: wholePlace(shape), scale: 1, surroundings });
}

async function pixels(name = 'target'): Promise<Rows> {
  const reader = await openRaster(join(folder, name));
  const rows = await reader.readRows(0, reader.height);
  await reader.close();
  return rows;
}

const painted = (shapes: readonly object[], rest: object = {}): Mask => maskSchema.parse({ source: { kind: 'painted', width, height, shapes }, ...rest });
const box = (x: number, y: number, across: number, down: number): MaskShape => ({ kind: 'rectangle', mode: 'add', x, y, width: across, height: down });

/** The pixels that a run changed, as x and y. */
function changed(before: Rows, after: Rows, channels: number): [number, number][] {
  const found = new Set<number>();
  before.forEach((value, index) => {
    if (value !== after[index]) found.add(Math.floor(index / channels));
  });
  return [...found].map((pixel) => [pixel % width, Math.floor(pixel / width)]);
}

describe('maskedStep', () => {
  it.each<Partial<RasterShape>>([{ channels: 3 }, { channels: 4 }, { channels: 1 }, { channels: 2, depth: 16 }, { channels: 3, depth: 16 }, { channels: 4, depth: 16 }])(
    'leaves every byte outside as it is and does its work inside: %o',
    async (shape) => {
      const before = await writeSource(shape);
      expect(await run(painted([box(20, 11, 17, 9)]))).toEqual(succeed(details));
      const after = await pixels();
      expect(after.BYTES_PER_ELEMENT).toBe(before.BYTES_PER_ELEMENT);
      const [top, channels] = [shape.depth === 16 ? 65535 : 255, shape.channels!];
      for (let index = 0; index < before.length; index += 1) {
        const [x, y] = [Math.floor(index / channels) % width, Math.floor(index / channels / width)];
        expect(after[index]).toBe(x >= 20 && x < 37 && y >= 11 && y < 20 ? top - before[index]! : before[index]!);
      }
    },
  );

  it.each<[string, object]>([
    ['one pixel', box(33, 21, 1, 1)],
    ['the upper left corner', box(-3, -4, 5, 6)],
    ['the lower right corner', box(width - 2, height - 1, 9, 9)],
  ])('works on a mask of %s', async (_what, shape) => {
    const before = await writeSource();
    await run(painted([shape]));
    const { x, y, width: across, height: down } = shape as { x: number; y: number; width: number; height: number };
    const inside = changed(before, await pixels(), 3);
    expect(inside.every(([column, row]) => column >= x && column < x + across && row >= y && row < y + down)).toBe(true);
    expect(inside.length).toBe((Math.min(width, x + across) - Math.max(0, x)) * (Math.min(height, y + down) - Math.max(0, y)));
  });

  it('blends on a soft edge, colours by their opacity', async () => {
    const writer = await createRaster(join(folder, 'source'), { width: 1, height: 1, channels: 4, depth: 8 }, null);
    await writer.writeRows(Uint8Array.of(200, 100, 0, 51));
    await writer.finish();
    await run(maskSchema.parse({ source: { kind: 'painted', width: 1, height: 1, shapes: [{ ...box(0, 0, 1, 1), width: 0.4 }] } }));
    // The complement has 55, 155, 255 and 204: alpha 0.6 x 51 + 0.4 x 204, weights 30.6 and 81.6.
    expect([...(await pixels())]).toEqual([95, 140, 185, 112]);
  });

  it('says that an empty mask leaves nothing to do', async () => {
    const before = await writeSource();
    expect(await run(painted([]))).toMatchObject({ ok: true, value: { tiles: 0, notes: [note('mask-empty-same')] } });
    expect(await pixels()).toEqual(before);
    expect(ranWith).toEqual([]);
    expect(await run(painted([]), { scale: 2 })).toMatchObject({ ok: true, value: { notes: [note('mask-empty-resized')] } });
    expect((await readRasterDirectory(join(folder, 'target'))).shape).toMatchObject({ width: 2 * width, height: 2 * height });
  });

  it('lets a full mask change everything', async () => {
    const before = await writeSource();
    await run(painted([], { inverted: true }));
    expect(await pixels()).toEqual(before.map((value) => 255 - value));
  });

  it('enlarges plainly outside', async () => {
    await writeSource();
    await run(painted([]), { scale: 2 });
    const plain = await pixels();
    await run(painted([box(10, 10, 20, 20)]), { scale: 2 });
    const after = await pixels();
    for (let index = 0; index < after.length; index += 1) {
      const [x, y] = [Math.floor(index / 3) % (2 * width), Math.floor(index / 3 / (2 * width))];
      if (x < 19 || x > 60 || y < 19 || y > 60) expect(after[index]).toBe(plain[index]);
      else if (x > 20 && x < 59 && y > 20 && y < 59) expect(after[index]).toBe(128);
    }
  });

  it('hands the mask to an operation that needs one', async () => {
    await writeSource();
    await run(painted([box(3, 4, 5, 6)]), { needsMask: true });
    const mask = await pixels('mask');
    expect(ranWith).toEqual([{ mask: join(folder, 'mask') }]);
    expect(mask.filter((value) => value === 255).length).toBe(30);
  });

  it('takes a mask by luma, a selection and a grown edge', async () => {
    const before = await writeSource({ channels: 1 });
    await run(maskSchema.parse({ source: { kind: 'luma', from: 0.5, to: 0.75 } }));
    expect(await pixels()).toEqual(before.map((value) => (value / 255 >= 0.5 && value / 255 <= 0.75 ? 255 - value : value)));
    const bytes = Uint8Array.from({ length: width * height }, (_, index) => (index === 20 * width + 30 ? 255 : 0));
    const bitmap = { kind: 'bitmap', mode: 'add', x: 0, y: 0, width, height, columns: width, rows: height, data: deflateSync(bytes).toString('base64') };
    await run(painted([bitmap]));
    expect(changed(before, await pixels(), 1)).toEqual([[30, 20]]);
    await run(painted([bitmap], { grow: 1 }));
    expect(changed(before, await pixels(), 1).length).toBe(9);
    expect(await run(painted([{ ...bitmap, columns: 2 }]))).toMatchObject({ ok: false, error: { code: 'bad-request', message: 'A selection in the mask is damaged.' } });
  });

  it('works on people', async () => {
    await decodeImage('assets/samples/astronaut.jpg', join(folder, 'source'));
    const before = await pixels('source');
    await run(maskSchema.parse({ source: { kind: 'people' } }));
    const after = await pixels();
    const at = (rows: Rows, x: number, y: number) => rows[(y * 512 + x) * 3]!;
    expect(at(after, 220, 110)).toBe(255 - at(before, 220, 110));
    expect(at(after, 370, 150)).toBe(at(before, 370, 150));
  });

  it('looks for people once in a picture', async () => {
    await writeSource();
    const people = maskSchema.parse({ source: { kind: 'people' } });
    const memory = createEngineMemory();
    const looked: string[] = [];
    const runOn = (key: string) => run(people, { memory, whole: { key, raster: () => (looked.push(key), Promise.resolve(succeed(join(folder, 'source')))) } });
    expect(await runOn('one')).toMatchObject({ ok: true, value: { notes: [{ id: 'mask-empty-same' }] } });
    expect(await runOn('one')).toMatchObject({ ok: true, value: { notes: [{ id: 'mask-empty-same' }] } });
    await runOn('other');
    expect(looked).toEqual(['one', 'other']);
  });

  const file = (rest: object = {}) => maskSchema.parse({ source: { kind: 'file', path: join(folder, 'mask.png'), channel: 'luma', ...rest } });

  it('takes a mask from a file, its luma or its alpha', async () => {
    const before = await writeSource();
    const white = Uint8Array.from({ length: width * height * 4 }, (_, index) => (index % 4 < 3 ? (Math.floor(index / 4) % width === 7 ? 255 : 0) : Math.floor(index / 4) % width === 9 ? 255 : 0));
    await sharp(white, { raw: { width, height, channels: 4 } }).png().toFile(join(folder, 'mask.png'));
    await run(file());
    expect([...new Set(changed(before, await pixels(), 3).map(([x]) => x))]).toEqual([7]);
    await run(file({ channel: 'alpha' }));
    expect([...new Set(changed(before, await pixels(), 3).map(([x]) => x))]).toEqual([9]);
  });

  it('refuses a file of another size, one without alpha and one that is not there, or fits it when asked', async () => {
    const before = await writeSource();
    expect(await run(file())).toMatchObject({ ok: false, error: { code: 'file-missing' } });
    const left = Uint8Array.from({ length: 20 * 30 * 3 }, (_, index) => (Math.floor(index / 3) % 20 < 10 ? 255 : 0));
    await sharp(left, { raw: { width: 20, height: 30, channels: 3 } }).png().toFile(join(folder, 'mask.png'));
    expect(await run(file())).toMatchObject({ ok: false, error: { code: 'bad-request', message: 'The mask “mask.png” has 20 × 30 pixels, the picture 71 × 53.' } });
    expect(await run(file({ channel: 'alpha' }))).toMatchObject({ ok: false, error: { message: 'The mask “mask.png” has no alpha channel.' } });
    await run(file({ fit: true }));
    const columns = changed(before, await pixels(), 3).map(([x]) => x);
    expect(Math.min(...columns)).toBe(0);
    expect(Math.abs(Math.max(...columns) - 35)).toBeLessThanOrEqual(2);
  });

  it('turns a mask file and a photograph as their cameras were held', async () => {
    const corner = (marked: number) => Uint8Array.from({ length: height * width * 3 }, (_, index) => (Math.floor(index / 3) === marked ? 255 : 40));
    const turned = (marked: number, name: string) =>
      sharp(corner(marked), { raw: { width: height, height: width, channels: 3 } }).withMetadata({ orientation: 6 }).png().toFile(join(folder, name));
    // Orientation 6: a quarter turn to the right. The first stored pixel becomes the upper right one.
    await turned(0, 'photograph.png');
    await turned(0, 'mask.png');
    await decodeImage(join(folder, 'photograph.png'), join(folder, 'source'));
    const before = await pixels('source');
    expect((await readRasterDirectory(join(folder, 'source'))).shape).toMatchObject({ width, height });
    await run(painted([box(width - 1, 0, 1, 1)]));
    expect(changed(before, await pixels(), 3)).toEqual([[width - 1, 0]]);
    await run(file());
    expect((await pixels())[(width - 1) * 3]).toBe(0);
    expect((await pixels())[0]).not.toBe(0);
  });
});
