/** @file Pictures to measure with: a sample photograph enlarged, with fresh grain so that codecs have real work. */
import { join } from 'node:path';
import sharp from 'sharp';

const sample = 'assets/samples/coffee.jpg';

/** Of a photograph of about so many megapixels, 4:3. */
export function sizeOf(megapixels: number): { readonly width: number; readonly height: number } {
  const height = 4 * Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4) / 4);
  return { width: 4 * Math.round((height * 4) / 3 / 4), height };
}

/** Writes a JPEG of about so many megapixels, 4:3 or as wide as one of `asWideAs` megapixels, and returns its path. */
export async function writePhotograph(folder: string, megapixels: number, asWideAs = megapixels): Promise<string> {
  const full = sizeOf(asWideAs);
  const [width, height] = [full.width, 4 * Math.round((full.height * megapixels) / asWideAs / 4)];
  const path = join(folder, `photograph-${megapixels}mp-${width}.jpg`);
  const grain = await sharp({ create: { width, height, channels: 3, background: 'grey', noise: { type: 'gaussian', mean: 128, sigma: 12 } } }).png().toBuffer();
  await sharp(sample).resize(width, height, { fit: 'cover' }).composite([{ input: grain, blend: 'soft-light' }]).jpeg({ quality: 92 }).toFile(path);
  return path;
}
