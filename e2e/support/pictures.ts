/** @file Pictures that the tests make for themselves, each unlike the others. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

/** A gradient with a grid: not flat, small, quick to upscale. */
function drawing(width: number, height: number): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels.set([(x * 255) / width, (y * 255) / height, (x % 16 < 2) !== (y % 16 < 2) ? 30 : 200], (y * width + x) * 3);
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

export async function writePng(folder: string, name: string, width: number, height: number): Promise<string> {
  const path = join(folder, name);
  await drawing(width, height).png().toFile(path);
  return path;
}

/** A JPEG as a camera writes it: with a maker, a date, an exposure and a colour profile. */
export async function writeCameraJpeg(folder: string, name: string, width: number, height: number): Promise<string> {
  const path = join(folder, name);
  await drawing(width, height)
    .jpeg({ quality: 95 })
    .withIccProfile('p3')
    .withExif({ IFD0: { Make: 'Imago Works', Model: 'Pinhole 7' }, IFD2: { DateTimeOriginal: '2024:05:06 07:08:09', LensModel: 'Fixed 28', FocalLength: '28/1', FNumber: '28/10', ExposureTime: '1/250', ISOSpeedRatings: '200' } })
    .toFile(path);
  return path;
}

export async function writeCorruptPng(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, 'This is a letter, not a picture.\n');
  return path;
}
