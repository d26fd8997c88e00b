/** @file Tiles over a whole raster, a row of them at a time: read, run, blend, write. Runs in the engine. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import type { RasterReader, RasterWriter } from '../image-io/raster.ts';
import { createSeamMeter } from './seam-score.ts';
import { quantise, type RowWindow, type Samples, type TileFrame } from './tensor.ts';
import { createTileBlender } from './tile-blend.ts';
import type { TilePlan } from './tile-plan.ts';

export type TileRunner = {
  /** Result pixels per picture pixel and side. */
  readonly scale: number;
  /** What a plane's value is multiplied by to lie in [0, 1]. */
  readonly gain: number;
  /** One plane a channel of the target, `scale` times the tile's size. */
  run(window: RowWindow, tile: TileFrame): Promise<Result<Float32Array[]>>;
  /** Makes samples of finished rows, the first of which is `first`; absent: rounds them. */
  finish?(rows: Float32Array, first: number): Promise<Samples>;
};

export type TiledPass = {
  readonly source: RasterReader;
  /** `runner.scale` times the source's size. */
  readonly target: RasterWriter;
  readonly plan: TilePlan;
  readonly runner: TileRunner;
  readonly signal: AbortSignal;
  readonly onTile: () => void;
};

export type TiledResult = { /** See seam-score.ts; null where one tile is all. */ readonly seamScore: number | null };

/**
 * Memory holds one row of tiles. The next tile is packed and given to the device before the last one is blended, so that
 * the device does not wait. A cancel takes effect after the tiles that run.
 */
export async function tiledPass({ source, target, plan, runner, signal, onTile }: TiledPass): Promise<Result<TiledResult>> {
  const { columns, rows } = plan;
  const { width, height, channels } = source;
  const blender = createTileBlender({ columns, rows }, runner.scale, channels);
  const seams = createSeamMeter(plan, runner.scale, { width: target.width, channels });
  let written = Promise.resolve();
  let first = 0;

  async function blend({ column, row, running }: RunningTile): Promise<Result<null>> {
    const planes = await running;
    if (!planes.ok) return planes;
    blender.add(column, row, planes.value, runner.gain);
    onTile();
    if (column < columns.starts.length - 1) return succeed(null);
    const ready = blender.finishRow(row);
    seams.add(ready, first);
    const finished = runner.finish ? await runner.finish(ready, first) : quantise(ready, target.depth);
    first += ready.length / (target.width * channels);
    // The disk writes these rows while the next ones run; there is one write at a time.
    await written;
    written = target.writeRows(finished);
    written.catch(() => undefined);
    return succeed(null);
  }

  let last: RunningTile | undefined;
  const end = async (): Promise<Result<null>> => {
    const blended = last ? await blend(last) : succeed(null);
    await written;
    return blended;
  };
  for (const [row, y] of rows.starts.entries()) {
    const count = Math.min(rows.tile, height - y);
    const window: RowWindow = { samples: await source.readRows(y, count), width, channels, first: y, count };
    for (const [column, x] of columns.starts.entries()) {
      // A runner that blocks the event loop lets a cancel in here.
      await nextTurn();
      if (signal.aborted) return await end().then(() => failWith(failure('cancelled', 'Cancelled.')));
      const before = last;
      last = { column, row, running: runner.run(window, { x, y, width: columns.tile, height: rows.tile }) };
      const blended = before ? await blend(before) : succeed(null);
      if (!blended.ok) return await last.running.then(() => written).then(() => blended);
    }
  }
  const ended = await end();
  return ended.ok ? succeed({ seamScore: seams.score() }) : ended;
}

type RunningTile = { readonly column: number; readonly row: number; readonly running: Promise<Result<Float32Array[]>> };
