/** @file How a batch of 100,000 files is listed by the application and scrolled in its window. */
import type { ElectronApplication, Page } from '@playwright/test';
import { copyFile, link, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { BatchWish } from '../../src-shared/batch.ts';
import type { Bridge } from '../../src-shared/ipc.ts';
import { median, round } from '../bench/statistics.ts';
import { type Setting, rendererMegabytes, withApplication } from './application.ts';
import { type TaskTimes, traceScripts } from './trace.ts';

export type BatchListRow = {
  readonly rows: number;
  readonly listMs: number;
  /** The most that the main process held in memory, shared libraries included. */
  readonly mainMegabytes: number;
  readonly rendererMegabytes: number;
  /** From the median time between two frames while the list moved. */
  readonly framesASecond: number;
  /** Share of frames that came more than a frame of 60 a second late. */
  readonly late: number;
} & TaskTimes;

const inFolder = 1000;

export async function measureBatchList(setting: Setting): Promise<BatchListRow> {
  const rows = setting.quick ? 3000 : 100_000;
  const definition = await writeAlbum(join(setting.folder, 'batch-album'), rows);
  return withApplication(setting, [], async ({ page, application }) => {
    await page.getByRole('button', { name: 'Batch', exact: true }).click();
    const memory = await watchMemory(application);
    const listMs = await page.evaluate(listAll, definition);
    await page.getByRole('list', { name: 'Batches in their order' }).getByRole('button').first().click();
    const list = page.getByRole('listbox', { name: 'Files of this batch' });
    await list.getByRole('option').first().waitFor();
    const box = (await list.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    let frames: number[] = [];
    const times = await traceScripts(application, async () => {
      frames = await framesDuring(page, async () => {
        for (let turn = 0; turn < 240; turn += 1) {
          await page.mouse.wheel(0, turn < 180 ? 500 : -4000);
          await page.waitForTimeout(16);
        }
      });
    });
    const late = frames.filter((ms) => ms > 2000 / 60).length / frames.length;
    return { rows, listMs: round(listMs, 0), mainMegabytes: round(await memory(), 0), rendererMegabytes: round(await rendererMegabytes(application), 0), framesASecond: round(1000 / median(frames), 0), late: round(late), ...times };
  });
}

/** Copies of one picture. The batch over them ends when all are listed: its output folder lies in a file. */
async function writeAlbum(folder: string, rows: number): Promise<BatchWish> {
  await mkdir(folder);
  const picture = join(folder, 'picture.jpg');
  await sharp('assets/samples/coffee.jpg').resize(300, 200).toFile(picture);
  for (let start = 0; start < rows; start += inFolder) {
    const part = join(folder, 'album', `roll ${start / inFolder}`);
    await mkdir(part, { recursive: true });
    const files = Array.from({ length: Math.min(inFolder, rows - start) }, (_, index) => join(part, `A scene of that evening ${index}.jpg`));
    // File systems bound the links to one file.
    await copyFile(picture, files[0]!);
    await Promise.all(files.slice(1).map((file) => link(files[0]!, file)));
  }
  await writeFile(join(folder, 'file'), '');
  return {
    recipe: { version: 1, name: 'bench', steps: [{ operation: 'upscale', parameters: { model: 'quick', scale: 2 } }] },
    inputs: { paths: [join(folder, 'album')] },
    output: { folder: join(folder, 'file', 'out'), name: '{name}' },
  };
}

/** Runs in the window; milliseconds until the batch is listed. */
async function listAll(definition: BatchWish): Promise<number> {
  const { imago } = window as unknown as { imago: Bridge };
  const startedAt = performance.now();
  const listed = new Promise<void>((resolve) => {
    imago.on('batch:changed', ({ state }) => {
      if (state.kind === 'failed') resolve();
    });
  });
  await imago.call('batch:add', definition);
  await listed;
  return performance.now() - startedAt;
}

/** Milliseconds between the frames that the window drew while `act` ran. */
async function framesDuring(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const watched = window as unknown as { frames: number[]; noteFrame: (at: number) => void };
    watched.frames = [];
    watched.noteFrame = (at) => {
      watched.frames.push(at);
      requestAnimationFrame(watched.noteFrame);
    };
    requestAnimationFrame(watched.noteFrame);
  });
  await act();
  const at = await page.evaluate(() => (window as unknown as { frames: number[] }).frames);
  return at.slice(1).map((ms, index) => ms - at[index]!);
}

/** Answers the most megabytes that main held since. */
async function watchMemory(application: ElectronApplication): Promise<() => Promise<number>> {
  await application.evaluate(() => {
    const watched = globalThis as { mostBytes?: number };
    watched.mostBytes = 0;
    setInterval(() => {
      watched.mostBytes = Math.max(watched.mostBytes ?? 0, process.memoryUsage.rss());
    }, 50);
  });
  return async () => (await application.evaluate(() => (globalThis as { mostBytes?: number }).mostBytes ?? Number.NaN)) / 2 ** 20;
}
