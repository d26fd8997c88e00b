/** @file Pictures of a few flat colours, so that a test knows what it must see. */
import { join } from 'node:path';
import sharp from 'sharp';

/** Four quarters, all different: top left, top right, bottom left, bottom right. */
export const quarters = [
  [200, 30, 40],
  [30, 160, 60],
  [40, 70, 210],
  [220, 200, 90],
] as const;

export async function writeFlag(folder: string, name: string, width: number, height: number): Promise<string> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels.set(quarters[(y * 2 < height ? 0 : 2) + (x * 2 < width ? 0 : 1)]!, (y * width + x) * 3);
  const path = join(folder, name);
  await sharp(pixels, { raw: { width, height, channels: 3 } }).png().toFile(path);
  return path;
}

/** 240 x 160 pixels of green with a red square of 40 in the middle. */
export async function writeBlot(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const blot = { create: { width: 40, height: 40, channels: 3 as const, background: { r: 210, g: 30, b: 40 } } };
  await sharp({ create: { width: 240, height: 160, channels: 3, background: { r: 30, g: 150, b: 60 } } })
    .composite([{ input: await sharp(blot).png().toBuffer() }])
    .png()
    .toFile(path);
  return path;
}

/** Every pixel tells its place: red its column, green its row. */
export async function writePlaces(folder: string, name: string, width: number, height: number): Promise<string> {
  const pixels = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set([x, y, 77, x % 2 === 0 ? 255 : 128], (y * width + x) * 4);
  const path = join(folder, name);
  await sharp(pixels, { raw: { width, height, channels: 4 } }).png().toFile(path);
  return path;
}
