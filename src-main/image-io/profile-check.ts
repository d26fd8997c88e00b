/** @file Finds out whether libvips can use an ICC profile, by using it on one pixel; engine process. */
import { sharp } from './libvips.ts';
import { encodeDirectory, encodeHeader, nothingCarried, type RasterShape } from './raster-file.ts';

/** Reading the profile is not enough: lcms also refuses some whose header is well-formed, or that fit other channels. */
export async function profileWorks(icc: Buffer, channels: RasterShape['channels']): Promise<boolean> {
  const shape: RasterShape = { width: 1, height: 1, channels, depth: 8 };
  const picture = Buffer.concat([encodeHeader(shape), Buffer.alloc(channels), encodeDirectory(shape, { ...nothingCarried, icc })]);
  let works = true;
  await sharp(picture)
    .on('warning', (text: string) => (works &&= !/embedded profile/.test(text)))
    .raw()
    .toBuffer();
  return works;
}
