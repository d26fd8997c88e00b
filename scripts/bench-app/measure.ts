/** @file The measurements of `npm run bench:app`, each of which returns plain numbers. */
import { _electron } from '@playwright/test';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { definedEnvironment, startCommand } from '../../e2e/support/application.ts';
import { decodeImage } from '../../src-main/image-io/decode.ts';
import { writePhotograph } from '../bench/pictures.ts';
import { median, round } from '../bench/statistics.ts';
import type { Bridge } from '../../src-shared/ipc.ts';
import { type Running, type Setting, firstSharpFrame, rendererMegabytes, withApplication } from './application.ts';
import { type TaskTimes, traceScripts } from './trace.ts';

const repetitions = ({ quick }: Setting) => (quick ? 1 : 5);

export type StartRow = { imagoMs: number; emptyWindowMs: number; ratio: number };

/** From the start of the process to a window that answers; both in turn, so that a change in the machine's mood meets both. */
export async function measureStart(setting: Setting): Promise<StartRow> {
  const empty = join(setting.folder, 'empty-window');
  await mkdir(empty, { recursive: true });
  await writeFile(join(empty, 'package.json'), JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.cjs' }));
  await writeFile(join(empty, 'index.html'), '<!doctype html><title>Empty</title><div class="window">Empty</div>');
  await writeFile(join(empty, 'main.cjs'), "const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 840 }).loadFile('index.html'));");
  const times: { imago: number[]; empty: number[] } = { imago: [], empty: [] };
  // The first start of either fills the system's file cache.
  for (let repetition = 0; repetition <= repetitions(setting); repetition += 1)
    for (const which of ['imago', 'empty'] as const) {
      const took = await startTime(setting, which === 'empty' ? empty : null);
      if (repetition > 0) times[which].push(took);
    }
  const [imagoMs, emptyWindowMs] = [median(times.imago), median(times.empty)];
  return { imagoMs: round(imagoMs, 0), emptyWindowMs: round(emptyWindowMs, 0), ratio: round(imagoMs / emptyWindowMs) };
}

async function startTime({ folder }: Setting, otherApplication: string | null): Promise<number> {
  const userData = await mkdtemp(join(folder, 'user-data-'));
  const { executable, args } = await startCommand(userData, []);
  const startedAt = performance.now();
  const application = await _electron.launch({ executablePath: executable, args: otherApplication ? [otherApplication, ...args.slice(1)] : args, env: definedEnvironment(), timeout: 120_000 });
  try {
    const page = await application.firstWindow({ timeout: 120_000 });
    await page.locator('.window').waitFor({ timeout: 120_000 });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    return performance.now() - startedAt;
  } finally {
    await application.close();
    await rm(userData, { recursive: true, force: true, maxRetries: 20 });
  }
}

export type OpenRow = { megapixels: number; decodeMs: number; sharpMs: number; ratio: number };

/** From the drop to a canvas without a coarse tile, against decoding the file alone; in turn. */
export async function measureOpening(setting: Setting): Promise<OpenRow> {
  const megapixels = setting.quick ? 2 : 24;
  const path = await writePhotograph(setting.folder, megapixels);
  const raster = join(setting.folder, 'decoded');
  const decoded: number[] = [];
  const shown: number[] = [];
  for (let repetition = 0; repetition <= repetitions(setting); repetition += 1) {
    const startedAt = performance.now();
    await decodeImage(path, raster);
    const decodeMs = performance.now() - startedAt;
    const sharpMs = await withApplication(setting, [], async ({ editor, page }) => {
      await page.evaluate(() => {
        addEventListener('drop', () => performance.mark('imago:drop'), { capture: true, once: true });
      });
      await editor.drop([path]);
      const at = await firstSharpFrame(page, basename(path));
      return at - (await page.evaluate(() => performance.getEntriesByName('imago:drop')[0]!.startTime));
    });
    if (repetition === 0) continue;
    decoded.push(decodeMs);
    shown.push(sharpMs);
  }
  const [decodeMs, sharpMs] = [median(decoded), median(shown)];
  return { megapixels, decodeMs: round(decodeMs, 0), sharpMs: round(sharpMs, 0), ratio: round(sharpMs / decodeMs) };
}

export type NavigationRow = { megapixels: number; move: 'pan' | 'zoom'; rendererMegabytes: number } & TaskTimes;

/** Pans and zooms over a photograph of so many megapixels, enlarged `enlarge` times a side. */
export async function measureNavigation(setting: Setting, photographMegapixels: number, enlarge: number): Promise<NavigationRow[]> {
  const path = await enlarged(await writePhotograph(setting.folder, photographMegapixels), enlarge);
  const megapixels = photographMegapixels * enlarge ** 2;
  return withApplication(setting, [path], async ({ editor, page, application }) => {
    await firstSharpFrame(page, basename(path));
    const box = (await editor.canvas().boundingBox())!;
    const rows: NavigationRow[] = [];
    for (const move of ['zoom', 'pan'] as const) {
      const times = await traceScripts(application, () => (move === 'pan' ? panAbout({ page }, box) : zoomInAndOut({ page }, box)));
      rows.push({ megapixels, move, rendererMegabytes: round(await rendererMegabytes(application), 0), ...times });
    }
    return rows;
  });
}

async function enlarged(photograph: string, times: number): Promise<string> {
  if (times === 1) return photograph;
  const { width } = await sharp(photograph).metadata();
  const path = photograph.replace('.jpg', `-enlarged.jpg`);
  await sharp(photograph).resize({ width: width * times }).jpeg({ quality: 90 }).toFile(path);
  return path;
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export async function panAbout({ page }: Pick<Running, 'page'>, { x, y, width, height }: Box): Promise<void> {
  await page.keyboard.press('1');
  for (const [across, down] of [[-1, -0.6], [-1, 0.7], [1, -0.8], [1, 0.5]] as const) {
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + (width / 2) * (1 + across * 0.9), y + (height / 2) * (1 + down * 0.9), { steps: 60 });
    await page.mouse.up();
  }
}

export async function zoomInAndOut({ page }: Pick<Running, 'page'>, { x, y, width, height }: Box): Promise<void> {
  await page.mouse.move(x + width * 0.4, y + height * 0.6);
  for (const delta of [-60, 60])
    for (let turn = 0; turn < 60; turn += 1) {
      await page.mouse.wheel(0, delta);
      await page.waitForTimeout(16);
    }
}

export type FilmstripRow = { pictures: number; rendererMegabytes: number } & TaskTimes;

export async function measureFilmstrip(setting: Setting): Promise<FilmstripRow> {
  const pictures = setting.quick ? 40 : 500;
  const album = join(setting.folder, 'album');
  await mkdir(album);
  const sample = sharp('assets/samples/coffee.jpg').resize(600, 400);
  for (let index = 0; index < pictures; index += 1) await sample.clone().modulate({ hue: (index * 7) % 360 }).jpeg().toFile(join(album, `picture ${index}.jpg`));
  return withApplication(setting, [], async ({ editor, page, application }) => {
    // The filmstrip holds only the pictures in sight, so that they are counted as main tells of them.
    await page.evaluate(() => {
      (window as unknown as { imago: Bridge }).imago.on('picture:changed', ({ state }) => {
        if (state.kind === 'open') performance.mark('imago:open');
      });
    });
    await editor.drop([album]);
    await page.waitForFunction((wanted) => performance.getEntriesByName('imago:open').length >= wanted, pictures, { timeout: 600_000 });
    const list = page.getByRole('listbox', { name: 'Pictures' });
    const box = (await list.boundingBox())!;
    const times = await traceScripts(application, async () => {
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      for (let turn = 0; turn < 120; turn += 1) {
        await page.mouse.wheel(turn < 90 ? 400 : -1200, 0);
        await page.waitForTimeout(16);
      }
    });
    return { pictures, rendererMegabytes: round(await rendererMegabytes(application), 0), ...times };
  });
}

/** Gzipped kilobytes of every script and style that the window can load, the languages that are not shown included. */
export async function measureBundle(): Promise<{ kilobytes: number }> {
  const files = (await readdir('dist/renderer', { recursive: true })).filter((name) => /\.(js|css)$/.test(name));
  const sizes = await Promise.all(files.map(async (name) => gzipSync(await readFile(join('dist/renderer', name)), { level: 9 }).length));
  return { kilobytes: round(sizes.reduce((sum, size) => sum + size, 0) / 1000, 0) };
}
