/** @file One network over a whole raster, a row of tiles at a time: read, run, blend, write. Runs in the engine. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import type { RasterReader, RasterWriter } from '../image-io/raster.ts';
import { quantise, type RowWindow } from './tensor.ts';
import { createTileBlender } from './tile-blend.ts';
import type { TilePlan } from './tile-plan.ts';
import { type RunningNetwork, upscaleTile } from './upscale-tile.ts';

export type UpscalePass = {
  readonly source: RasterReader;
  /** `network.scale` times the source's size, the same channels. */
  readonly target: RasterWriter;
  readonly plan: TilePlan;
  readonly network: RunningNetwork;
  readonly signal: AbortSignal;
  readonly onTile: () => void;
};

/** Memory holds one row of tiles. A cancel takes effect after the tile that runs. */
export async function upscalePass({ source, target, plan: { columns, rows }, network, signal, onTile }: UpscalePass): Promise<Result<null>> {
  const { width, height, channels } = source;
  const blender = createTileBlender({ columns, rows }, network.scale, channels);
  let written = Promise.resolve();
  for (const [row, y] of rows.starts.entries()) {
    const count = Math.min(rows.tile, height - y);
    const window: RowWindow = { samples: await source.readRows(y, count), width, channels, first: y, count };
    for (const [column, x] of columns.starts.entries()) {
      // Runs block the event loop; a turn between them lets a cancel in.
      await nextTurn();
      if (signal.aborted) return await written.then(() => failWith(failure('cancelled', 'Cancelled.')));
      const planes = await upscaleTile(window, { x, y, width: columns.tile, height: rows.tile }, network);
      if (!planes.ok) return await written.then(() => planes);
      blender.add(column, row, planes.value, 1 / network.range);
      onTile();
    }
    // The disk writes these rows while the next ones run; there is one write at a time.
    const finished = quantise(blender.finishRow(row), target.depth);
    await written;
    written = target.writeRows(finished);
    written.catch(() => undefined);
  }
  await written;
  return succeed(null);
}
