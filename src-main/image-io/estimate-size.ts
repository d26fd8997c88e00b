/**
 * @file How large a saved file would become, from a sample of the picture: a mosaic of squares from all over it, encoded as
 * the picture would be; engine process.
 */
import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import type { SaveTarget } from '../../src-shared/image.ts';
import { resizedSize } from '../../src-shared/resize.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { abandonable } from './abandonable.ts';
import { encodingScratch, writePicture } from './encode.ts';
import { sizeFailure } from './encoding.ts';
import { createRaster, openRaster, type RasterReader, readRasterDirectory, type Rows } from './raster.ts';
import type { RasterShape } from './raster-file.ts';

/** `exact` where the whole picture was encoded. */
type SizeEstimate = { readonly bytes: number; readonly exact: boolean };

/** Up to here the picture itself is encoded: it takes no longer than a sample. */
const wholePixels = 1_500_000;
/** Squares a side of the mosaic, and the side of one in saved pixels; a multiple of what codecs cut a picture into. */
const squares = 4;
const savedSquare = 256;
/** Source pixels a side of a square, where the picture is shrunk much. */
const maxSquare = 1024;

/** `target.path` is not touched. */
export async function estimateSize(rasterPath: string, target: SaveTarget, signal?: AbortSignal): Promise<Result<SizeEstimate>> {
  const { shape, carried } = await readRasterDirectory(rasterPath);
  const tooLarge = sizeFailure(shape, target);
  if (tooLarge) return failWith(tooLarge);
  const base = `${rasterPath}.${randomUUID()}`;
  const files = { sample: `${base}.sample`, encoded: `${base}.encoded` };
  const scratch = encodingScratch(rasterPath);
  return abandonable(signal, [...Object.values(files), ...Object.values(scratch)], async (): Promise<Result<SizeEstimate>> => {
    const bytesOf = async (path: string, wanted: SaveTarget) => {
      const raster = await readRasterDirectory(path);
      await writePicture({ path, ...raster }, files.encoded, wanted, scratch);
      return (await stat(files.encoded)).size;
    };
    if (shape.width * shape.height <= wholePixels) return succeed({ bytes: await bytesOf(rasterPath, target), exact: true });
    const stripped: SaveTarget = { ...target, metadata: 'strip', resize: undefined };
    const size = resizedSize(shape, target.resize);
    const factor = size.width / shape.width;
    const side = Math.min(maxSquare, Math.round(savedSquare / factor), shape.width, shape.height);
    await writeMosaic(rasterPath, files.sample, mosaicOf(shape, side));
    const sample = await readRasterDirectory(files.sample);
    const shrunk: SaveTarget = factor < 1 ? { ...stripped, resize: { by: 'percent', percent: factor * 100 } } : stripped;
    const sampled = await bytesOf(files.sample, shrunk);
    await writeMosaic(rasterPath, files.sample, { side: 1, xs: [0], ys: [0] });
    const fixed = await bytesOf(files.sample, stripped);
    const metadata = target.metadata === 'keep' ? (carried.exif?.length ?? 0) + carried.fields.length * 0.75 : 0;
    const share = (shape.width * shape.height) / (sample.shape.width * sample.shape.height);
    await rm(files.sample);
    return succeed({ bytes: Math.round(fixed + (sampled - fixed) * share + metadata), exact: false });
  });
}

/** Squares of `side` pixels whose upper left corners are at every `xs` and `ys`. */
type Mosaic = { readonly side: number; readonly xs: readonly number[]; readonly ys: readonly number[] };

export function mosaicOf({ width, height }: Pick<RasterShape, 'width' | 'height'>, side: number): Mosaic {
  const starts = (length: number) => {
    const count = Math.min(squares, Math.floor(length / side));
    return Array.from({ length: count }, (_, index) => Math.round(((index + 0.5) * length) / count - side / 2));
  };
  return { side, xs: starts(width), ys: starts(height) };
}

/** A raster of the squares, side by side, with the profile of the picture. */
async function writeMosaic(from: string, to: string, { side, xs, ys }: Mosaic): Promise<void> {
  const source = await openRaster(from);
  try {
    const target = await createRaster(to, { ...shapeOf(source), width: xs.length * side, height: ys.length * side }, from);
    for (const y of ys) await target.writeRows(columns(await source.readRows(y, side), source, xs, side));
    await target.finish();
  } finally {
    await source.close();
  }
}

const shapeOf = ({ width, height, channels, depth }: RasterReader): RasterShape => ({ width, height, channels, depth });

/** Of whole rows only the columns from every `xs` on, `side` wide. */
function columns(rows: Rows, { width, channels }: RasterShape, xs: readonly number[], side: number): Rows {
  const count = rows.length / (width * channels);
  const cut = rows instanceof Uint16Array ? new Uint16Array(count * xs.length * side * channels) : new Uint8Array(count * xs.length * side * channels);
  let to = 0;
  for (let row = 0; row < count; row++)
    for (const x of xs) {
      const start = (row * width + x) * channels;
      cut.set(rows.subarray(start, start + side * channels), to);
      to += side * channels;
    }
  return cut;
}
