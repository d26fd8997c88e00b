/** @file Previews of a run: pictures of one size side by side in rows, as a PNG; trainer process. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { encodeRaster } from '../../image-io/encode.ts';
import { createRaster } from '../../image-io/raster.ts';
import { colours, type Picture } from '../data/picture.ts';

/** Where the previews of a run lie: `<step>-<what>.png`. */
export async function writePreview(out: string, step: number, what: string, rows: readonly (readonly Picture[])[]): Promise<Result<null>> {
  const folder = join(out, 'previews');
  await mkdir(folder, { recursive: true });
  const { width, height, samples } = sheet(rows);
  const rasterPath = join(folder, `${randomUUID()}.raster`);
  try {
    const raster = await createRaster(rasterPath, { width, height, channels: colours, depth: 8 }, null);
    await raster.writeRows(samples);
    await raster.finish();
    const path = join(folder, `step-${String(step).padStart(9, '0')}-${what}.png`);
    const encoded = await encodeRaster(rasterPath, { path, format: 'png', quality: 100, metadata: 'strip', profile: 'keep', overwrite: true });
    return encoded.ok ? succeed(null) : encoded;
  } finally {
    await rm(rasterPath, { force: true });
  }
}

/** All rows are as long as the first, and all pictures as large as its first. */
function sheet(rows: readonly (readonly Picture[])[]): Picture {
  const [{ width, height }, columns] = [rows[0]![0]!, rows[0]!.length];
  const line = columns * width * colours;
  const samples = new Uint8Array(rows.length * height * line);
  rows.forEach((row, rowIndex) => {
    row.forEach((picture, column) => {
      for (let y = 0; y < height; y++) {
        const from = y * width * colours;
        samples.set(picture.samples.subarray(from, from + width * colours), (rowIndex * height + y) * line + column * width * colours);
      }
    });
  });
  return { width: columns * width, height: rows.length * height, samples };
}
