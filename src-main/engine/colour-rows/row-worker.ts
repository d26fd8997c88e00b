/** @file A thread that gives rows of a raster their new colours in another. A worker of the engine. */
import { openSync, readSync, writeSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { asBytes } from '../../image-io/raster.ts';
import { pixelOffset, rowBytes } from '../../image-io/raster-file.ts';
import { type ColourTask, createRowPainter, rowsAtOnce } from './colour-rows.ts';
import { claimStrip, type Strips } from './strips.ts';

export type RowTask = ColourTask & { /** Paths of two rasters, one whole, one begun. */ readonly source: string; readonly target: string; readonly strips: Strips };

const port = parentPort!;
port.once('message', (task: RowTask) => {
  paintStrips(task);
  port.postMessage(0);
});

/** Tells how many rows are done, again and again; what goes wrong ends the thread, and its files with it. */
function paintStrips({ source, target, strips, ...task }: RowTask): void {
  const { shape } = task;
  const [from, to] = [openSync(source, 'r'), openSync(target, 'r+')];
  const { source: place, paint } = createRowPainter(task);
  for (let strip = claimStrip(strips, shape.height, rowsAtOnce); strip; strip = claimStrip(strips, shape.height, rowsAtOnce)) {
    const { first, count } = strip;
    const position = pixelOffset + first * rowBytes(shape);
    transferAll(readSync, from, asBytes(place(count)), position);
    transferAll(writeSync, to, asBytes(paint(first, count)), position);
    port.postMessage(count);
  }
}

function transferAll(transfer: (file: number, bytes: Uint8Array, offset: number, length: number, position: number) => number, file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    const moved = transfer(file, bytes, done, bytes.length - done, position + done);
    if (moved === 0) throw new Error(`expected ${bytes.length} bytes at ${position}, got ${done}`);
    done += moved;
  }
}
