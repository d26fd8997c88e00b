/**
 * @file Limits what a step did to its mask: outside of it the picture stays as it was, byte for byte; where the step makes
 * the picture larger, as a plain resample has it. Runs in the engine, a few rows in memory at a time.
 */
import { failure } from '../../../src-shared/failure.ts';
import { sampleGrid, sampleTaps } from '../../../src-shared/mask/sample.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { createRaster, openRaster, type RasterReader } from '../../image-io/raster.ts';
import { hasAlpha, type RasterShape } from '../../image-io/raster-file.ts';
import type { Samples } from '../tensor.ts';

const rowsAtOnce = 128;

export type BlendFiles = {
  /** Rasters of one shape: the picture that is to stay, and what the step made of it. */
  readonly before: string;
  readonly after: string;
  /** One channel, 8 bits, of any size: it lies over the whole picture. */
  readonly mask: string;
  readonly target: string;
};

export async function blendRasters(files: BlendFiles, signal: AbortSignal): Promise<Result<null>> {
  const opened: RasterReader[] = [];
  const open = async (path: string) => {
    const reader = await openRaster(path);
    opened.push(reader);
    return reader;
  };
  try {
    const [before, after, mask] = [await open(files.before), await open(files.after), await open(files.mask)];
    const { width, height, channels, depth } = after;
    if (before.width !== width || before.height !== height || before.channels !== channels || before.depth !== depth)
      throw new Error(`expected rasters of one shape, got ${JSON.stringify([before, after])}`);
    const target = await createRaster(files.target, { width, height, channels, depth }, files.after);
    for (let top = 0; top < height && !signal.aborted; top += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, height - top);
      const values = await maskRows(mask, after, top, count);
      const blended = await after.readRows(top, count);
      blendSamples(await before.readRows(top, count), blended, values, after);
      await target.writeRows(blended);
    }
    await (signal.aborted ? target.discard() : target.finish());
    return signal.aborted ? failWith(failure('cancelled', 'Cancelled.')) : succeed(null);
  } finally {
    for (const reader of opened) await reader.close();
  }
}

async function maskRows(mask: RasterReader, { width, height }: RasterShape, top: number, count: number): Promise<Uint8Array> {
  if (mask.width === width && mask.height === height) return (await mask.readRows(top, count)) as Uint8Array;
  const across = sampleTaps(width, 0, mask.width / width, mask.width);
  const down = sampleTaps(count, top, mask.height / height, mask.height);
  const first = down[0]!.first;
  const last = down.at(-1)!;
  const rows = await mask.readRows(first, last.first + last.weights.length - first);
  return sampleGrid(rows as Uint8Array, mask.width, first, across, down);
}

/** Writes over `after`; `mask` holds a byte a pixel. Colours count as much as they are opaque. */
export function blendSamples(before: Samples, after: Samples, mask: Uint8Array, shape: Pick<RasterShape, 'channels'>): void {
  const { channels } = shape;
  const alpha = hasAlpha(shape);
  const colours = alpha ? channels - 1 : channels;
  for (let pixel = 0, at = 0; pixel < mask.length; pixel += 1, at += channels) {
    const share = mask[pixel]!;
    if (share === 255) continue;
    if (share === 0) {
      for (let channel = 0; channel < channels; channel += 1) after[at + channel] = before[at + channel]!;
      continue;
    }
    const old = (255 - share) * (alpha ? before[at + colours]! : 1);
    const fresh = share * (alpha ? after[at + colours]! : 1);
    const sum = old + fresh;
    for (let channel = at; channel < at + colours; channel += 1)
      after[channel] = sum === 0 ? before[channel]! : Math.round((before[channel]! * old + after[channel]! * fresh) / sum);
    if (alpha) after[at + colours] = Math.round(sum / 255);
  }
}
