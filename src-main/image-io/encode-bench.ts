/** @file What the tests of encoding share: a scratch folder with a raster in it and a folder for results. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SaveTarget, saveTargetSchema } from '../../src-shared/image.ts';
import { decodeImage } from './decode.ts';
import { type Encoded, encodeRaster } from './encode.ts';
import { createRaster, openRaster, type RasterShape, type Rows } from './raster.ts';

export const size = { width: 21, height: 13 };

type TargetOptions = Partial<SaveTarget> & Pick<SaveTarget, 'format'>;

export type EncodeBench = Awaited<ReturnType<typeof createEncodeBench>>;

export async function createEncodeBench() {
  const folder = await mkdtemp(join(tmpdir(), 'imago-encode-'));
  const raster = join(folder, 'raster');
  await mkdir(join(folder, 'out'));
  const target = (options: TargetOptions): SaveTarget => saveTargetSchema.parse({ path: join(folder, 'out', `a.${options.format}`), ...options });
  return {
    folder,
    raster,
    target,
    outputs: () => readdir(join(folder, 'out')),
    remove: () => rm(folder, { recursive: true }),
    async save(options: TargetOptions): Promise<Encoded> {
      const result = await encodeRaster(raster, target(options));
      if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message} ${result.error.detail ?? ''}`);
      return result.value;
    },
    /** Fills the raster with noise, which no format compresses well. */
    async makeRaster(shape: RasterShape): Promise<Rows> {
      const length = shape.width * shape.height * shape.channels;
      let state = 12345;
      const values = Array.from({ length }, () => (state = (state * 48271) % 2147483647) % 2 ** shape.depth);
      const rows = shape.depth === 16 ? Uint16Array.from(values) : Uint8Array.from(values);
      const writer = await createRaster(raster, shape, null);
      await writer.writeRows(rows);
      await writer.finish();
      return rows;
    },
    async pixelsOf(path: string): Promise<Rows> {
      const decoded = await decodeImage(path, join(folder, 'again'));
      if (!decoded.ok) throw new Error(decoded.error.message);
      const reader = await openRaster(join(folder, 'again'));
      const rows = await reader.readRows(0, reader.height);
      await reader.close();
      return rows;
    },
  };
}
