/**
 * @file A whole raster in its new colours: a small one here, a large one by a few threads, each taking the next rows when it
 * is done with its last. How many there are changes no bit of the result. Runs in the engine.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { openRaster, type RasterShape, type RasterWriter, type Rows } from '../../image-io/raster.ts';
import { type ColourTask, createRowPainter, rowsAtOnce } from './colour-rows.ts';
import type { RowOrder, RowTask } from './row-worker.ts';

/** Pixels from which threads are worth their start. */
const fewestForThreads = 1e6;
/** Each holds the transforms once more. */
const mostThreads = 4;

export const threadsFor = ({ width, height }: Pick<RasterShape, 'width' | 'height'>): number => (width * height < fewestForThreads ? 1 : Math.min(mostThreads, availableParallelism()));

type Painting = ColourTask & {
  /** Path of a raster of the shape. */
  readonly source: string;
  readonly target: RasterWriter;
  /** 1: none but this one. */
  readonly threads: number;
  readonly signal: AbortSignal;
  /** `rowsAtOnce` rows, or those that are left, are written. */
  readonly onRows: () => void;
};

/** Writes every row of the target, which the caller finishes. Fails where it is cancelled. */
export async function paintRaster({ source, target, threads, signal, onRows, ...task }: Painting): Promise<Result<null>> {
  const { height } = task.shape;
  let next = 0;
  const order = (): RowOrder | null => {
    if (next >= height || signal.aborted) return null;
    const first = next;
    next += rowsAtOnce;
    return { first, count: Math.min(rowsAtOnce, height - first) };
  };
  const follow = async (paint: (order: RowOrder) => Promise<Rows>) => {
    for (let rows = order(); rows; rows = order()) {
      await target.writeRows(await paint(rows), rows.first);
      onRows();
    }
  };
  await (threads === 1 ? paintHere(task, source, follow) : Promise.all(Array.from({ length: threads }, () => paintInThread({ ...task, source }, follow))));
  return signal.aborted ? failWith(failure('cancelled', 'Cancelled.')) : succeed(null);
}

type Follow = (paint: (order: RowOrder) => Promise<Rows>) => Promise<void>;

async function paintHere(task: ColourTask, source: string, follow: Follow): Promise<void> {
  const picture = await openRaster(source);
  try {
    const paint = createRowPainter(task);
    await follow(async ({ first, count }) => {
      await nextTurn();
      return paint(await picture.readRows(first, count), first);
    });
  } finally {
    await picture.close();
  }
}

/** Beside the bundled engine; elsewhere where the build puts it. */
const bundled = fileURLToPath(new URL('rows.mjs', import.meta.url));
const program = () => (existsSync(bundled) ? bundled : fileURLToPath(new URL('../../../dist/node/rows.mjs', import.meta.url)));

async function paintInThread(task: RowTask, follow: Follow): Promise<void> {
  const worker = new Worker(program());
  try {
    worker.postMessage(task);
    await follow(async (order) => {
      worker.postMessage(order);
      // Rejects where the thread ends by an error.
      const [rows] = (await once(worker, 'message')) as [Rows];
      return rows;
    });
  } finally {
    await worker.terminate();
  }
}
