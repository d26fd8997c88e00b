/** @file Tiles over a whole raster, a row of them at a time: read, run, blend, write. Runs in the engine. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import type { RasterReader, RasterWriter } from '../image-io/raster.ts';
import { createSeamMeter } from './seam-score.ts';
import { quantise, type RowWindow, type Samples, type TileFrame } from './tensor.ts';
import { createTileBlender } from './tile-blend.ts';
import { countTiles, type TilePlan } from './tile-plan.ts';

export type TileRunner = {
  /** Result pixels per picture pixel and side. */
  readonly scale: number;
  /** What a plane's value is multiplied by to lie in [0, 1]. */
  readonly gain: number;
  /** Tiles that run at a time; absent: one. */
  readonly lanes?: number | undefined;
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
  /** The device has the last tile: it is free for others soon. */
  readonly onLastGiven?: (() => void) | undefined;
};

export type TiledResult = { /** See seam-score.ts; null where one tile is all. */ readonly seamScore: number | null };

/**
 * Memory holds one row of tiles. For each tile that the device runs another is packed and given to it before the first of them
 * is blended, so that none of its lanes waits for another's. A cancel takes effect after the tiles that the device has.
 */
export async function tiledPass({ source, target, plan, runner, signal, onTile, onLastGiven }: TiledPass): Promise<Result<TiledResult>> {
  const { columns, rows } = plan;
  const { width, height, channels } = source;
  const blender = createTileBlender({ columns, rows }, runner.scale, channels);
  const seams = createSeamMeter(plan, runner.scale, channels);
  let written = Promise.resolve();
  let first = 0;

  async function blend({ column, row, running }: RunningTile): Promise<Result<null>> {
    const planes = await running;
    if (!planes.ok) return planes;
    blender.add(column, row, planes.value, runner.gain);
    seams.add(column, row, planes.value, runner.gain);
    onTile();
    if (column < columns.starts.length - 1) return succeed(null);
    const ready = blender.finishRow(row);
    const finished = runner.finish ? await runner.finish(ready, first) : quantise(ready, target.depth);
    first += ready.length / (target.width * channels);
    // The disk writes these rows while the next ones run; there is one write at a time.
    await written;
    written = target.writeRows(finished);
    written.catch(() => undefined);
    return succeed(null);
  }

  const given: RunningTile[] = [];
  /** Blends until no more than `left` tiles are with the device; after a failure the rest run out. */
  const blendUntil = async (left: number): Promise<Result<null>> => {
    while (given.length > left) {
      const blended = await blend(given.shift()!);
      if (!blended.ok) return await Promise.all(given.map(({ running }) => running)).then(() => blended);
    }
    return succeed(null);
  };
  const end = async (): Promise<Result<null>> => {
    const blended = await blendUntil(0);
    await written;
    return blended;
  };
  const lanes = runner.lanes ?? 1;
  let left = countTiles(plan);
  for (const [row, y] of rows.starts.entries()) {
    const count = Math.min(rows.tile, height - y);
    const window: RowWindow = { samples: await source.readRows(y, count), width, channels, first: y, count };
    for (const [column, x] of columns.starts.entries()) {
      // A runner that blocks the event loop lets a cancel in here.
      await nextTurn();
      if (signal.aborted) return await end().then(() => failWith(failure('cancelled', 'Cancelled.')));
      given.push({ column, row, running: runner.run(window, { x, y, width: columns.tile, height: rows.tile }) });
      left -= 1;
      if (left === 0) onLastGiven?.();
      const blended = await blendUntil(2 * lanes - 1);
      if (!blended.ok) return await written.then(() => blended);
    }
  }
  const ended = await end();
  return ended.ok ? succeed({ seamScore: seams.score() }) : ended;
}

type RunningTile = { readonly column: number; readonly row: number; readonly running: Promise<Result<Float32Array[]>> };
