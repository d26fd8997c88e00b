/** @file Decodes a file of any readable format into a picture for training; trainer process. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { decodeImage } from '../../image-io/decode.ts';
import { openRaster, type RasterShape, type Rows } from '../../image-io/raster.ts';
import { colours, type Picture } from './picture.ts';

/** Rows that are converted at a time. */
const windowRows = 64;
/** What transparent pixels stand on. */
const paper = 255;

/** `scratch` is a folder for the decoder's uncompressed copy, which is removed again. */
export async function loadPicture(path: string, scratch: string, signal?: AbortSignal): Promise<Result<Picture>> {
  const rasterPath = join(scratch, `${randomUUID()}.raster`);
  try {
    const decoded = await decodeImage(path, rasterPath, { signal });
    return decoded.ok ? succeed(await readPicture(rasterPath)) : decoded;
  } finally {
    await rm(rasterPath, { force: true });
  }
}

async function readPicture(rasterPath: string): Promise<Picture> {
  const raster = await openRaster(rasterPath);
  try {
    const { width, height } = raster;
    const samples = new Uint8Array(width * height * colours);
    for (let first = 0; first < height; first += windowRows) {
      const rows = await raster.readRows(first, Math.min(windowRows, height - first));
      convertRows(rows, raster, samples.subarray(first * width * colours));
    }
    return { width, height, samples };
  } finally {
    await raster.close();
  }
}

/** Grey becomes three equal colours, 16 bits become 8, transparency becomes paper. */
function convertRows(rows: Rows, { channels, depth }: RasterShape, target: Uint8Array): void {
  const grey = channels <= 2;
  const alphaAt = channels === 2 ? 1 : channels === 4 ? 3 : null;
  const gain = depth === 16 ? 255 / 65535 : 1;
  for (let from = 0, to = 0; from < rows.length; from += channels) {
    const opacity = alphaAt === null ? 1 : (rows[from + alphaAt]! * gain) / 255;
    for (let channel = 0; channel < colours; channel++) {
      const sample = rows[from + (grey ? 0 : channel)]! * gain;
      target[to++] = Math.round(opacity * sample + (1 - opacity) * paper);
    }
  }
}
