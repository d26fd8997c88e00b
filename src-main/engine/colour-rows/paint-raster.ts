/**
 * @file A whole raster in its new colours: a small one here, a large one by a few threads too, each taking the next rows when it
 * is done with its last. How many there are changes no bit of the result. Runs in the engine.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { openRaster, type RasterShape, type RasterWriter } from '../../image-io/raster.ts';
import { type ColourTask, createRowPainter, rowsAtOnce } from './colour-rows.ts';
import type { RowTask } from './row-worker.ts';
import { claimStrip, createStrips, leaveNoStrip, type Strips } from './strips.ts';

/** Pixels from which threads are worth their start. */
const fewestForThreads = 1e6;
/** This one among them; each holds the transforms once more. */
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
  const strips = createStrips();
  const cancel = () => {
    leaveNoStrip(strips, task.shape.height);
  };
  signal.addEventListener('abort', cancel, { once: true });
  const onThread = (count: number) => {
    target.noteWritten(count);
    onRows();
  };
  try {
    if (signal.aborted) cancel();
    const others = Array.from({ length: threads - 1 }, () => paintInThread({ ...task, source, target: target.path, strips }, onThread));
    const all = [...others, paintHere(task, source, target, strips, onRows)];
    // Where one fails the others stop, and are waited for: they write into the file that the caller removes.
    for (const painting of all) painting.catch(cancel);
    await Promise.allSettled(all);
    await Promise.all(all);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  return signal.aborted ? failWith(failure('cancelled', 'Cancelled.')) : succeed(null);
}

async function paintHere(task: ColourTask, source: string, target: RasterWriter, strips: Strips, onRows: () => void): Promise<void> {
  const picture = await openRaster(source);
  try {
    const { source: place, paint } = createRowPainter(task);
    const { height } = task.shape;
    for (let strip = claimStrip(strips, height, rowsAtOnce); strip; strip = claimStrip(strips, height, rowsAtOnce)) {
      const { first, count } = strip;
      await nextTurn();
      const rows = await picture.readRows(first, count);
      place(count).set(rows);
      rows.set(paint(first, count));
      await target.writeRows(rows, first);
      onRows();
    }
  } finally {
    await picture.close();
  }
}

/** Beside the bundled engine; elsewhere where the build puts it. */
const bundled = fileURLToPath(new URL('rows.mjs', import.meta.url));
const program = () => (existsSync(bundled) ? bundled : fileURLToPath(new URL('../../../dist/node/rows.mjs', import.meta.url)));

async function paintInThread(task: RowTask, onRows: (count: number) => void): Promise<void> {
  const worker = new Worker(program());
  try {
    worker.postMessage(task);
    await new Promise<void>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('message', (count: number) => {
        if (count === 0) resolve();
        else onRows(count);
      });
    });
  } finally {
    await worker.terminate();
  }
}
