/**
 * @file A step's mask as a raster of one channel and 8 bits, of the size of the picture that the step gets: band by band,
 * so that memory does not grow with the picture. Runs in the engine.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failure } from '../../../src-shared/failure.ts';
import { edgeReach, finishEdge, type MaskEdge, scaleEdge } from '../../../src-shared/mask/edge.ts';
import { type MaskFrame, widenFrame } from '../../../src-shared/mask/frame.ts';
import type { Mask } from '../../../src-shared/mask.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { createRaster } from '../../image-io/raster.ts';
import { type MaskSource, openMaskSource } from './mask-source.ts';
import type { MaskPlace } from './place.ts';

/** How much of the picture is covered. */
export type MaskExtent = 'empty' | 'part' | 'full';

/** Rows of a band, at least. */
const leastRows = 256;

export async function resolveMask(mask: Mask, target: string, place: MaskPlace): Promise<Result<MaskExtent>> {
  const source = await openMaskSource(mask.source, place);
  if (!source.ok) return source;
  const edge = scaleEdge(mask, pixelScale(mask, place));
  const { width, height } = place.frame;
  const writer = await createRaster(target, { width, height, channels: 1, depth: 8 }, null);
  let finished = false;
  try {
    let [isEmpty, isFull] = [true, true];
    const rows = Math.max(leastRows, 2 * edgeReach(edge));
    for (let top = 0; top < height; top += rows) {
      await nextTurn();
      if (place.signal.aborted) return failWith(failure('cancelled', 'Cancelled.'));
      const band = { ...place.frame, y: place.frame.y + top, height: Math.min(rows, height - top) };
      const values = await readBand(source.value, band, edge);
      isEmpty &&= isAll(0, values);
      isFull &&= isAll(255, values);
      await writer.writeRows(values);
    }
    await writer.finish();
    finished = true;
    return succeed(isEmpty ? 'empty' : isFull ? 'full' : 'part');
  } finally {
    await source.value.close();
    if (!finished) await writer.discard();
  }
}

/** Whether each byte has this value: the first has, and each the same as the one before it. */
const isAll = (value: number, { buffer, byteOffset, length }: Uint8Array): boolean => {
  const bytes = Buffer.from(buffer, byteOffset, length);
  return bytes[0] === value && bytes.subarray(1).equals(bytes.subarray(0, -1));
};

async function readBand(source: MaskSource, band: MaskFrame, edge: MaskEdge): Promise<Uint8Array> {
  const wide = within(widenFrame(band, edgeReach(edge)), source.bounds);
  return finishEdge(await source.read(wide), wide, band, edge);
}

function within(frame: MaskFrame, bounds: MaskFrame): MaskFrame {
  const [x, y] = [Math.max(frame.x, bounds.x), Math.max(frame.y, bounds.y)];
  const width = Math.min(frame.x + frame.width, bounds.x + bounds.width) - x;
  return { ...frame, x, y, width, height: Math.min(frame.y + frame.height, bounds.y + bounds.height) - y };
}

/** Pixels of the grid to one of those that the mask's lengths are told in. */
const pixelScale = ({ source }: Mask, { frame, picture }: MaskPlace): number => frame.across / (source.kind === 'painted' ? source.width : picture.width);

/** Pixels around a region that its mask depends on: a rule looks at the picture, painted masks and files do not. */
export const maskReach = (mask: Mask | undefined): number => (mask?.source.kind === 'luma' || mask?.source.kind === 'people' ? edgeReach(mask) : 0);
