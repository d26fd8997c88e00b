import { execFile } from 'node:child_process';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const program = fileURLToPath(new URL('../../dist/node/cli.mjs', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, 'scratch'));
  await cp('models/remove', join(folder, 'models/remove'), { recursive: true });
});

/** What it ended with and what it said. */
function inpaint(...args: string[]): Promise<{ code: number; log: string }> {
  const env = { ...process.env, IMAGO_HOME: folder, IMAGO_MODELS: join(folder, 'models'), IMAGO_OWN_MODELS: join(folder, 'own-models'), IMAGO_SCRATCH: join(folder, 'scratch') };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, 'inpaint', ...args], { cwd: folder, env }, (_, __, log) => {
      resolve({ code: child.exitCode ?? -1, log });
    });
  });
}

type Size = { readonly width: number; readonly height: number };
type Box = Size & { readonly left: number; readonly top: number };

async function writePicture(name: string, size: Size): Promise<void> {
  await mkdir(join(folder, name, '..'), { recursive: true });
  await sharp({ create: { ...size, channels: 3, background: { r: 90, g: 150, b: 210 } } }).toFile(join(folder, name));
}

/** White in the box. */
async function writeMask(name: string, size: Size, { left, top, width, height }: Box): Promise<void> {
  await mkdir(join(folder, name, '..'), { recursive: true });
  const white = { input: { create: { width, height, channels: 3, background: 'white' } }, left, top } as const;
  await sharp({ create: { ...size, channels: 3, background: 'black' } }).composite([white]).png().toFile(join(folder, name));
}

/** Every sample unlike its neighbours. */
const noise = (count: number, bits: number) => Array.from({ length: count }, (_, at) => ((at * 2654435761) >>> 8) % 2 ** bits);

/** As they are shown, in colour. */
async function samplesOf(file: string, bits: 8 | 16) {
  const { data, info } = await sharp(file).autoOrient().keepIccProfile().toColourspace(bits === 16 ? 'rgb16' : 'srgb').raw({ depth: bits === 16 ? 'ushort' : 'uchar' }).toBuffer({ resolveWithObject: true });
  return { values: bits === 16 ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : new Uint8Array(data), channels: info.channels, width: info.width, height: info.height };
}

const outputs = () => readdir(join(folder, 'out'));

/** Positions of the pixels that the fill changed in the one picture that came out. */
async function changedPixels(input: string, bits: 8 | 16): Promise<{ readonly size: Size; readonly count: number; readonly beyond: (box: Box) => readonly number[] }> {
  const [before, after] = [await samplesOf(join(folder, input), bits), await samplesOf(join(folder, 'out', (await outputs())[0]!), bits)];
  expect(after.values.length).toBe(before.values.length);
  const { width, height } = after;
  const changed = [...new Set([...before.values.keys()].filter((at) => before.values[at] !== after.values[at]).map((at) => Math.floor(at / before.channels)))];
  const isOutside = (pixel: number, box: Box) => pixel % width < box.left || pixel % width >= box.left + box.width || pixel < box.top * width || pixel >= (box.top + box.height) * width;
  return { size: { width, height }, count: changed.length, beyond: (box) => changed.filter((pixel) => isOutside(pixel, box)) };
}

describe('imago inpaint', () => {
  it('takes for each picture the mask of its name', async () => {
    for (const [name, left] of [['a', 4], ['b', 20]] as const) {
      await writePicture(`plain/${name}.png`, { width: 40, height: 30 });
      await mkdir(join(folder, 'in'), { recursive: true });
      const dot = { input: { create: { width: 4, height: 4, channels: 3, background: 'red' } }, left: left + 2, top: 12 } as const;
      await sharp(join(folder, `plain/${name}.png`)).composite([dot]).toFile(join(folder, `in/${name}.png`));
      await writeMask(`masks/${name}.png`, { width: 40, height: 30 }, { left, top: 10, width: 8, height: 8 });
    }
    expect((await inpaint('in', '--mask', 'masks/{name}.png', '--out', 'out')).code).toBe(0);
    expect(await outputs()).toHaveLength(2);
    for (const file of await outputs()) {
      const { channels } = await sharp(join(folder, 'out', file)).stats();
      // Nothing red is left.
      expect(channels[0]!.max).toBeLessThan(120);
    }
  });

  it.each([
    ['png', 3, 8],
    ['png', 4, 8],
    ['png', 1, 8],
    ['png', 2, 16],
    ['png', 3, 16],
    ['tiff', 4, 16],
  ] as const)('leaves all beyond the mask byte for byte, %s of %d channels and %d bits', async (format, channels, bits) => {
    const size = { width: 60, height: 40 };
    const values = noise(size.width * size.height * channels, bits);
    const picture = sharp(bits === 16 ? Uint16Array.from(values) : Uint8Array.from(values), { raw: { ...size, channels } });
    const space = channels < 3 ? (bits === 16 ? 'grey16' : 'b-w') : bits === 16 ? 'rgb16' : 'srgb';
    await (format === 'png' ? picture.toColourspace(space).png() : picture.toColourspace(space).tiff({ compression: 'lzw' })).toFile(join(folder, `in.${format}`));
    const box = { left: 20, top: 12, width: 10, height: 6 };
    await writeMask('mask.png', size, box);
    expect((await inpaint(`in.${format}`, '--mask', 'mask.png', '--out', 'out')).code).toBe(0);
    const { count, beyond } = await changedPixels(`in.${format}`, bits);
    expect(count).toBeGreaterThan(20);
    expect(beyond(box)).toEqual([]);
    const { depth, channels: kept } = await sharp(join(folder, 'out', (await outputs())[0]!)).metadata();
    expect([depth, kept]).toEqual([bits === 16 ? 'ushort' : 'uchar', channels]);
  });

  it('fills a rotated photograph where it is seen, and leaves the rest', async () => {
    const [width, height] = [60, 40];
    // Shown turned by a quarter.
    await sharp(Uint8Array.from(noise(width * height * 3, 8)), { raw: { width, height, channels: 3 } }).withMetadata({ orientation: 6 }).png().toFile(join(folder, 'in.png'));
    const shown = { width: 40, height: 60 };
    const box = { left: 8, top: 30, width: 10, height: 6 };
    await writeMask('mask.png', shown, box);
    expect((await inpaint('in.png', '--mask', 'mask.png', '--out', 'out')).code).toBe(0);
    const { size, count, beyond } = await changedPixels('in.png', 8);
    expect(size).toEqual(shown);
    expect(count).toBeGreaterThan(20);
    expect(beyond(box)).toEqual([]);
  });

  it('refuses a mask of another size unless it is to fit, one that covers all and one that is not there', async () => {
    const size = { width: 60, height: 40 };
    await writePicture('in.png', size);
    await writeMask('small.png', { width: 30, height: 20 }, { left: 5, top: 5, width: 4, height: 4 });
    await writeMask('full.png', size, { left: 0, top: 0, ...size });
    await writeMask('pixel.png', size, { left: 0, top: 0, width: 1, height: 1 });
    expect(await inpaint('in.png', '--mask', 'small.png', '--out', 'out')).toMatchObject({ code: 1, log: expect.stringContaining('30 × 20') as string });
    expect(await inpaint('in.png', '--mask', 'small.png', '--fit-mask', '--out', 'out')).toMatchObject({ code: 0 });
    expect(await inpaint('in.png', '--mask', 'full.png', '--out', 'full')).toMatchObject({ code: 1, log: expect.stringContaining('covers the whole picture') as string });
    expect(await inpaint('in.png', '--mask', 'none.png', '--out', 'none')).toMatchObject({ code: 1 });
    // A single pixel at the corner.
    expect(await inpaint('in.png', '--mask', 'pixel.png', '--out', 'corner')).toMatchObject({ code: 0 });
  });
});
