/**
 * @file Fills the masked part of a raster region by region, and leaves all other pixels as they are, byte for byte. Runs in
 * the engine.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failure } from '../../../src-shared/failure.ts';
import { type Region, touches } from '../../../src-shared/region.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { copyRaster, type RasterPatcher } from '../../image-io/patch-raster.ts';
import { readPlane, type Rows } from '../../image-io/raster.ts';
import { blendSamples } from '../mask/blend.ts';
import type { HoledPicture } from './holed-picture.ts';
import { blockSide, gridOf, type HoleRegion, holeRegions, type MaskPlane } from './hole-regions.ts';

/** Fills the holes of a picture in place. */
export type Filler = (picture: HoledPicture, signal: AbortSignal) => Promise<Result<null>>;

export type InpaintFiles = {
  readonly source: string;
  readonly target: string;
  /** A raster of one channel and 8 bits, of the source's size. */
  readonly mask: string;
  /** Holes that do not touch it may stay; absent: none of them. */
  readonly wanted?: Region | undefined;
};

export type InpaintProgress = { readonly onPlan: (regions: number) => void; readonly onRegion: () => void };

/** The number of regions that were filled. The target is a whole raster, or absent where it failed. */
export async function inpaintRaster(files: InpaintFiles, fill: Filler, { onPlan, onRegion }: InpaintProgress, signal: AbortSignal): Promise<Result<number>> {
  const mask = await readPlane(files.mask);
  if (!mask.values.includes(0)) {
    const advice = 'Leave a part of the picture unmasked that the fill can follow.';
    return failWith(failure('bad-request', 'The mask covers the whole picture, so there is nothing to fill it from.', { reason: 'mask-covers-all', advice }));
  }
  const { wanted } = files;
  const regions = holeRegions(mask).filter(({ holes }) => !wanted || touches(holes, wanted));
  onPlan(regions.length);
  const target = await copyRaster(files.source, files.target);
  let finished = false;
  try {
    if (mask.width !== target.width || mask.height !== target.height) throw new Error(`expected a mask of ${target.width} x ${target.height}, got ${mask.width} x ${mask.height}`);
    for (const region of regions) {
      await nextTurn();
      const filled = signal.aborted ? cancelled() : await fillRegion(target, mask, region, fill, signal);
      if (!filled.ok) return filled;
      onRegion();
    }
    finished = true;
    return succeed(regions.length);
  } finally {
    await (finished ? target.close() : target.discard());
  }
}

const cancelled = () => failWith(failure('cancelled', 'Cancelled.'));

/** Regions before it count as known: what is filled of a mask is taken out of it. */
async function fillRegion(target: RasterPatcher, mask: MaskPlane, region: HoleRegion, fill: Filler, signal: AbortSignal): Promise<Result<null>> {
  const { crop } = region;
  const samples = await target.read(crop);
  const shares = cropMask(mask, region);
  const { channels } = target;
  const gain = target.depth === 16 ? 1 / 257 : 1;
  const values = new Float32Array(samples);
  if (gain !== 1) for (let index = 0; index < values.length; index += 1) values[index]! *= gain;
  const filled = await fill({ width: crop.width, height: crop.height, channels, values, hole: shares.hole }, signal);
  if (!filled.ok) return filled;
  if (signal.aborted) return cancelled();
  const fresh = toSamples(values, samples, shares.wanted, target.channels, 1 / gain);
  blendSamples(samples, fresh, shares.wanted, target);
  await writeRuns(target, region, shares.wanted, fresh);
  clear(mask, region);
  return succeed(null);
}

/**
 * Share of the strongest mask of a crop below which pixels count as known: they stay nearly as they are, and without the wide
 * faint rim of a feather there would be little left to fill a hole from.
 */
const faint = 1 / 16;

/** `hole` is 1 wherever the mask is more than faint; `wanted` the mask where this region's blocks are, 0 elsewhere. */
function cropMask({ width, height, values }: MaskPlane, { crop, blocks }: HoleRegion): { hole: Uint8Array; wanted: Uint8Array } {
  const { columns } = gridOf({ width, height });
  const hole = new Uint8Array(crop.width * crop.height);
  const wanted = new Uint8Array(hole.length);
  let most = 0;
  for (let row = 0, to = 0; row < crop.height; row += 1) {
    const firstBlock = Math.floor((crop.y + row) / blockSide) * columns;
    for (let x = crop.x; x < crop.x + crop.width; x += 1, to += 1) {
      const share = values[(crop.y + row) * width + x]!;
      if (share === 0) continue;
      hole[to] = share;
      most = Math.max(most, share);
      if (blocks[firstBlock + Math.floor(x / blockSide)] === 1) wanted[to] = share;
    }
  }
  for (let pixel = 0; pixel < hole.length; pixel += 1) hole[pixel] = hole[pixel]! > faint * most ? 1 : 0;
  return { hole, wanted };
}

function clear({ width, height, values }: MaskPlane, { blocks }: HoleRegion): void {
  const { columns } = gridOf({ width, height });
  for (let block = 0; block < blocks.length; block += 1) {
    if (blocks[block] === 0) continue;
    const [x, y] = [(block % columns) * blockSide, Math.floor(block / columns) * blockSide];
    for (let row = y; row < Math.min(height, y + blockSide); row += 1) values.fill(0, row * width + x, row * width + Math.min(width, x + blockSide));
  }
}

/** Those of `samples`, but for the wanted pixels. */
function toSamples(values: Float32Array, samples: Rows, wanted: Uint8Array, channels: number, gain: number): Rows {
  const rounded = samples.slice();
  const top = samples instanceof Uint8Array ? 255 : 65535;
  for (let pixel = 0; pixel < wanted.length; pixel += 1) {
    if (wanted[pixel] === 0) continue;
    for (let index = pixel * channels; index < (pixel + 1) * channels; index += 1) rounded[index] = Math.min(top, Math.max(0, Math.round(values[index]! * gain)));
  }
  return rounded;
}

async function writeRuns(target: RasterPatcher, { crop }: HoleRegion, wanted: Uint8Array, fresh: Rows): Promise<void> {
  for (let row = 0; row < crop.height; row += 1) {
    const line = wanted.subarray(row * crop.width, (row + 1) * crop.width);
    const first = line.findIndex((share) => share > 0);
    if (first < 0) continue;
    const end = line.findLastIndex((share) => share > 0) + 1;
    const from = row * crop.width;
    await target.write(crop.x + first, crop.y + row, fresh.subarray((from + first) * target.channels, (from + end) * target.channels));
  }
}
