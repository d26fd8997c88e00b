/**
 * @file Turns a raster upright (EXIF orientations 2 to 8) by bands of rows, so that memory does not grow with the picture;
 * engine process.
 */
import { writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { asBytes, openRaster, type Rows, sealRaster, writeAll } from './raster.ts';
import { type Carried, pixelOffset, type RasterShape, rowBytes } from './raster-file.ts';

/** Bytes of the bands that are read: large, because a quarter turn writes one piece for every column of a band. */
const defaultBandBytes = 16 * 2 ** 20;
/** Pieces written before other work gets its turn: under a millisecond. */
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

/** Pixels a side of the blocks that are copied at once, so that both sides of a quarter turn stay in the cache. */
const blockSide = 32;

/**
 * The band of rows, turned: as wide as the band was high where rows become columns. Pixels are `channels` elements of
 * `band`; the result has the same type.
 */
export function turnBand<T extends Rows>(band: T, width: number, channels: number, orientation: number): T {
  const { transposed, mirrored, flipped } = turns[orientation]!;
  const height = band.length / (width * channels);
  const [outWidth, outHeight] = transposed ? [height, width] : [width, height];
  const acrossSource = (transposed ? width : 1) * channels;
  const downSource = (transposed ? 1 : width) * channels;
  const stepX = mirrored ? -acrossSource : acrossSource;
  const stepY = flipped ? -downSource : downSource;
  const origin = (mirrored ? (outWidth - 1) * acrossSource : 0) + (flipped ? (outHeight - 1) * downSource : 0);
  const turned = (band instanceof Uint16Array ? new Uint16Array(band.length) : new Uint8Array(band.length)) as T;
  for (let top = 0; top < outHeight; top += blockSide)
    for (let left = 0; left < outWidth; left += blockSide) {
      const right = Math.min(left + blockSide, outWidth);
      const bottom = Math.min(top + blockSide, outHeight);
      for (let y = top; y < bottom; y++) {
        let from = origin + y * stepY + left * stepX;
        let to = (y * outWidth + left) * channels;
        for (let x = left; x < right; x++, from += stepX) for (let channel = 0; channel < channels; channel++) turned[to++] = band[from + channel]!;
      }
    }
  return turned;
}

/** Synchronously: a quarter turn writes tens of thousands of pieces of a few kilobytes, ten times as fast as through promises. */
function writePiece(descriptor: number, piece: Uint8Array, position: number): void {
  for (let done = 0; done < piece.length; ) done += writeSync(descriptor, piece, done, piece.length - done, position + done);
}

/** Stops early on an abort, leaving an unfinished file that the caller removes. */
export async function writeUpright(
  storedPath: string,
  uprightPath: string,
  orientation: number,
  carried: Carried,
  { signal, bandBytes = defaultBandBytes }: { signal?: AbortSignal | undefined; bandBytes?: number } = {},
): Promise<void> {
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
      for (let row = 0; row < upright.height; row++) {
        writePiece(file.fd, turned.subarray(row * pieceBytes, (row + 1) * pieceBytes), column + row * rowBytes(upright));
        if (row % writesAtOnce === 0) await setImmediate();
      }
    }
    await sealRaster(file, upright, carried);
  } finally {
    await file.close();
    await stored.close();
  }
}
