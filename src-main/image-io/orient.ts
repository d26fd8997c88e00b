/**
 * @file Turns a raster upright (EXIF orientations 2 to 8) by bands of rows, so that memory does not grow with the picture;
 * engine process.
 */
import { open } from 'node:fs/promises';
import { asBytes, openRaster, type Rows, sealRaster, writeAll } from './raster.ts';
import { type Carried, pixelOffset, type RasterShape, rowBytes } from './raster-file.ts';

/** Bytes of the bands that are read: large, because a quarter turn writes one piece for every column of a band. */
const bandBytes = 48 * 2 ** 20;
const writesAtOnce = 64;

/** `transposed`: rows become columns. `mirrored` and `flipped` turn the result's columns and rows round. EXIF 2.32, tag 0x0112. */
const turns: Record<number, { transposed: boolean; mirrored: boolean; flipped: boolean }> = {
  2: { transposed: false, mirrored: true, flipped: false },
  3: { transposed: false, mirrored: true, flipped: true },
  4: { transposed: false, mirrored: false, flipped: true },
  5: { transposed: true, mirrored: false, flipped: false },
  6: { transposed: true, mirrored: true, flipped: false },
  7: { transposed: true, mirrored: true, flipped: true },
  8: { transposed: true, mirrored: false, flipped: true },
};

/**
 * The band of `rows` rows, turned: as wide as the band was high where it is transposed. Pixels are `channels` elements of
 * `band`; the result has the same type.
 */
export function turnBand<T extends Rows>(band: T, width: number, channels: number, orientation: number): T {
  const { transposed, mirrored, flipped } = turns[orientation]!;
  const height = band.length / (width * channels);
  const [outWidth, outHeight] = transposed ? [height, width] : [width, height];
  const turned = band.slice() as T;
  for (let y = 0; y < outHeight; y++) {
    const sourceY = flipped ? outHeight - 1 - y : y;
    for (let x = 0; x < outWidth; x++) {
      const sourceX = mirrored ? outWidth - 1 - x : x;
      const from = (transposed ? sourceX * width + sourceY : sourceY * width + sourceX) * channels;
      const to = (y * outWidth + x) * channels;
      for (let channel = 0; channel < channels; channel++) turned[to + channel] = band[from + channel]!;
    }
  }
  return turned;
}

/** Stops early on an abort, leaving an unfinished file that the caller removes. */
export async function writeUpright(storedPath: string, uprightPath: string, orientation: number, carried: Carried, signal?: AbortSignal): Promise<void> {
  const { transposed, mirrored, flipped } = turns[orientation]!;
  const stored = await openRaster(storedPath);
  const upright: RasterShape = { ...stored, width: transposed ? stored.height : stored.width, height: transposed ? stored.width : stored.height };
  const file = await open(uprightPath, 'w');
  const pixelBytes = stored.channels * (stored.depth / 8);
  try {
    const bandRows = Math.max(1, Math.floor(bandBytes / rowBytes(stored)));
    for (let first = 0; first < stored.height && !signal?.aborted; first += bandRows) {
      const count = Math.min(bandRows, stored.height - first);
      const turned = asBytes(turnBand(await stored.readRows(first, count), stored.width, stored.channels, orientation));
      const fromEnd = stored.height - first - count;
      if (!transposed) {
        await writeAll(file, turned, pixelOffset + (flipped ? fromEnd : first) * rowBytes(upright));
        continue;
      }
      const pieceBytes = count * pixelBytes;
      const column = pixelOffset + (mirrored ? fromEnd : first) * pixelBytes;
      for (let y = 0; y < upright.height; y += writesAtOnce) {
        const rows = Array.from({ length: Math.min(writesAtOnce, upright.height - y) }, (_, index) => y + index);
        await Promise.all(rows.map((row) => writeAll(file, turned.subarray(row * pieceBytes, (row + 1) * pieceBytes), column + row * rowBytes(upright))));
      }
    }
    await sealRaster(file, upright, carried);
  } finally {
    await file.close();
    await stored.close();
  }
}
