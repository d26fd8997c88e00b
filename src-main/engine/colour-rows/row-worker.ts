/** @file A thread that reads rows of a raster and gives them back in their new colours. A worker of the engine. */
import { parentPort } from 'node:worker_threads';
import { openRaster } from '../../image-io/raster.ts';
import { type ColourTask, createRowPainter } from './colour-rows.ts';

export type RowTask = ColourTask & { /** Path of the raster. */ readonly source: string };
export type RowOrder = { readonly first: number; readonly count: number };

const port = parentPort!;
let making: ReturnType<typeof begin> | undefined;

/** The first message is the task, all others ask for rows; what goes wrong ends the thread. */
port.on('message', (message: RowTask | RowOrder) => {
  if ('source' in message) making = begin(message);
  else void answer(message);
});

async function begin(task: RowTask) {
  return { picture: await openRaster(task.source), paint: createRowPainter(task) };
}

async function answer({ first, count }: RowOrder): Promise<void> {
  const { picture, paint } = await making!;
  const rows = paint(await picture.readRows(first, count), first);
  port.postMessage(rows, [rows.buffer as ArrayBuffer]);
}
