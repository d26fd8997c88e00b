/** @file How the training studio opens a long training, and what a training costs while the window watches it. */
import type { ElectronApplication, Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { createTraining } from '../../e2e/support/trainings.ts';
import { previewFile } from '../../src-shared/preview-files.ts';
import type { TrainingEvent } from '../../src-shared/trainer-messages.ts';
import { longestGap, watchEventLoop } from '../bench/application.ts';
import { median, round } from '../bench/statistics.ts';
import { type Setting, withApplication } from './application.ts';
import { type TaskTimes, traceScripts, traceTasks } from './trace.ts';

const held = 8;

export type StudioRow = { checkpoints: number; lines: number; openMs: number; curvesMs: number } & TaskTimes;

/** From the click on a training to its first picture, and to its curves; then scripts while the slider goes through all checkpoints. */
export async function measureStudio(setting: Setting): Promise<StudioRow> {
  const [checkpoints, lines] = setting.quick ? [20, 2_000] : [500, 100_000];
  const prepare = (userData: string) => writeLongTraining(userData, checkpoints, lines);
  return withApplication(
    setting,
    [],
    async ({ page, application }) => {
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      const row = page.getByRole('button', { name: /^Long/ });
      await row.waitFor();
      const openMs = await timeUntil(page, () => row.click(), '.preview-picture img');
      const slider = page.getByRole('slider', { name: 'Checkpoint', exact: true });
      await slider.press('Home');
      const times = await traceScripts(application, async () => {
        for (let turn = 0; turn < Math.min(checkpoints, 120); turn += 1) {
          await slider.press('ArrowRight');
          await page.waitForTimeout(16);
        }
      });
      const curvesMs = await timeUntil(page, () => page.getByRole('tab', { name: 'Curves' }).click(), '.chart canvas');
      return { checkpoints, lines, openMs: round(openMs, 0), curvesMs: round(curvesMs, 0), ...times };
    },
    prepare,
  );
}

/** Milliseconds, by the window's own clock, from the click that `act` makes until a picture or a canvas is drawn. */
async function timeUntil(page: Page, act: () => Promise<void>, selector: string): Promise<number> {
  await page.evaluate(() => {
    performance.clearMarks('imago:click');
    addEventListener('click', () => performance.mark('imago:click'), { capture: true, once: true });
  });
  await act();
  const done = await page.waitForFunction(
    (wanted) => {
      const element = document.querySelector<HTMLImageElement | HTMLCanvasElement>(wanted);
      const drawn = element instanceof HTMLImageElement ? element.complete && element.naturalWidth > 0 : (element?.width ?? 0) > 0;
      return drawn ? performance.now() : null;
    },
    selector,
    { timeout: 120_000 },
  );
  return (await done.jsonValue())! - (await page.evaluate(() => performance.getEntriesByName('imago:click')[0]!.startTime));
}

/** What a trainer leaves behind that ran for days. */
async function writeLongTraining(userData: string, checkpoints: number, lines: number): Promise<void> {
  const folder = join(userData, 'trainings', randomUUID());
  await mkdir(folder, { recursive: true });
  const definition = { name: 'Long', goal: 'translate', a: '/a', b: '/b', base: null, quality: 'good', device: 'cpu', excluded: [], advanced: {} };
  const record = { version: 1, definition, createdAt: '2026-01-01T00:00:00.000Z', accelerated: false, state: 'paused', failure: null, pauseReason: null, step: lines, steps: 2 * lines, secondsPerStep: 1, megabytes: 900, device: 'cpu', pictures: 900, heldOut: 2 * held, parameters: 1_000_000 };
  await writeFile(join(folder, 'training.json'), JSON.stringify(record));
  const picture = await sharp({ create: { width: 256, height: 256, channels: 3, background: '#668844' } }).webp().toBuffer();
  const period = lines / checkpoints;
  const written: TrainingEvent[] = [];
  for (let step = 1; step <= lines; step += 1) {
    const metrics = Object.fromEntries(['loss', 'adversarial', 'cycle', 'identity', 'discriminatorA.realRight', 'discriminatorB.realRight', 'generatorAb.gradientNorm'].map((name, index) => [name, Math.abs(Math.sin(step / (300 + 50 * index))) + 1]));
    written.push({ event: 'trained', step, steps: 2 * lines, metrics, learningRate: 2e-4, secondsPerStep: 1, secondsLeft: lines });
    if (step % period !== 0) continue;
    written.push({ event: 'checkpoint', step }, { event: 'previewed', step, what: 'ab', rows: [{ row: 'input', count: held }, { row: 'output', count: held }] });
    written.push({ event: 'evaluated', step, metrics: { 'ab.distance': 90 - step / lines, 'ab.diversity': 1, 'ba.distance': 80 } });
    for (let index = 0; index < held; index += 1)
      for (const row of ['input', 'output'] as const) {
        const file = join(folder, previewFile({ step, what: 'ab', row, index }));
        await mkdir(join(file, '..'), { recursive: true });
        await writeFile(file, picture);
      }
  }
  await writeFile(join(folder, 'metrics.jsonl'), written.map((event) => `${JSON.stringify(event)}\n`).join(''));
}

export type WatchedRow = { steps: number; windowMs: number; headlessMs: number; ratio: number; mainLongestMs: number; rendererLongestMs: number; idleLongestMs: number };
/** The longest task of a process, by the clock and by the processor alone. */
export type WatchedTasks = { process: 'main' | 'renderer'; tasks: number; longestMs: number; longestCpuMs: number };

/**
 * The same training with the window that watches it and by `imago train`, in turn; milliseconds a step. How long event loops
 * were held, that of a process with nothing to do among them, and how long tasks took, is seen in runs of their own, since looking takes time too.
 */
export async function measureWatched(setting: Setting): Promise<{ row: WatchedRow; tasks: WatchedTasks[] }> {
  const steps = setting.quick ? 60 : 160;
  const pictures = await writePieces(join(setting.folder, 'pieces'), 24);
  const wanted = { folder: pictures, steps };
  const { loops, command } = await trainWatched(setting, { ...wanted, seen: 'loops' });
  const { tasks } = await trainWatched(setting, { ...wanted, seen: 'tasks' });
  const [window, headless]: [number[], number[]] = [[], []];
  const turns = [async () => window.push((await trainWatched(setting, wanted)).stepMs), async () => headless.push(await trainHeadless(setting, command))];
  for (let repetition = 0; repetition < (setting.quick ? 1 : 4); repetition += 1) for (const turn of repetition % 2 === 0 ? turns : turns.toReversed()) await turn();
  const [windowMs, headlessMs] = [median(window), median(headless)];
  const row = { steps, windowMs: round(windowMs), headlessMs: round(headlessMs), ratio: round(windowMs / headlessMs, 3), ...loops! };
  return { row, tasks: tasks! };
}

/** Pieces of a photograph, as large as the training's previews. */
async function writePieces(folder: string, count: number): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < count; index += 1)
    await sharp('assets/samples/coffee.jpg').extract({ left: 12 * index, top: 4 * index, width: 300, height: 300 }).png().toFile(join(folder, `${index}.png`));
  return folder;
}

type Loops = Pick<WatchedRow, 'mainLongestMs' | 'rendererLongestMs' | 'idleLongestMs'>;
type Watched = { readonly stepMs: number; readonly command: string; readonly loops?: Loops; readonly tasks?: WatchedTasks[] };
type Wanted = { readonly folder: string; readonly steps: number; /** What is looked at meanwhile. */ readonly seen?: 'loops' | 'tasks' };

const trainWatched = (setting: Setting, { folder, steps, seen }: Wanted): Promise<Watched> =>
  withApplication(setting, [], async ({ editor, page, application, userData }) => {
    const id = await createTraining(editor, { name: 'Watched', folder, steps, size: 96, ...(setting.quick ? { width: 32, depth: 4 } : { width: 64, depth: 6 }) });
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: /^Watched/ }).click();
    await page.locator('.preview-picture img').first().waitFor({ timeout: 60_000 });
    const run = join(userData, 'trainings', id);
    const done = () => untilDone(run);
    const looked = seen === 'loops' ? { loops: await loopsUntil(done, application, page) } : seen === 'tasks' ? { tasks: await tasksUntil(done, application) } : await done();
    return { stepMs: await stepTime(run), command: await commandOf(application, page, id), ...looked };
  });

async function loopsUntil(done: () => Promise<void>, application: ElectronApplication, page: Page): Promise<Loops> {
  await application.evaluate(watchEventLoop);
  await page.evaluate(watchEventLoop);
  const timer = watchEventLoop();
  await done();
  clearInterval(timer);
  const [main, renderer] = [await application.evaluate(longestGap), await page.evaluate(longestGap)];
  return { mainLongestMs: round(main, 0), rendererLongestMs: round(renderer, 0), idleLongestMs: round(longestGap(), 0) };
}

async function tasksUntil(done: () => Promise<void>, application: ElectronApplication): Promise<WatchedTasks[]> {
  const { main, window } = await traceTasks(application, done);
  const told = (process: WatchedTasks['process'], { tasks, longestMs, longestCpuMs }: TaskTimes) => ({ process, tasks, longestMs, longestCpuMs });
  return [told('main', main), told('renderer', window)];
}

/** Asks nothing of the application, which is to watch undisturbed. */
async function untilDone(run: string): Promise<void> {
  while (!(await readFile(join(run, 'training.json'), 'utf8')).includes('"state": "done"')) await setTimeout(500);
}

async function commandOf(application: ElectronApplication, page: Page, id: string): Promise<string> {
  await page.getByRole('button', { name: 'More for this training' }).click();
  await page.getByRole('menuitem', { name: 'Copy as command' }).click();
  const command = await application.evaluate(({ clipboard }) => clipboard.readText());
  if (!command.startsWith('imago train ')) throw new Error(`expected the command of ${id}, got ${command}`);
  return command;
}

/** The line that the studio gave, in a shell. */
async function trainHeadless({ folder }: Setting, command: string): Promise<number> {
  const out = join(folder, `headless-${randomUUID()}`);
  const line = command.replace(/^imago/, `'${process.execPath}' dist/node/cli.mjs`).replace(/--out \S+/, `--out '${out}'`);
  const [code] = (await once(spawn(line, { shell: true, stdio: ['ignore', 'ignore', 'inherit'] }), 'close')) as [number];
  if (code !== 0) throw new Error(`expected the training to end well, got ${code}: ${line}`);
  const time = await stepTime(out);
  await rm(out, { recursive: true });
  return time;
}

/** Milliseconds: the mean over all steps, as the trainer itself tells it. */
async function stepTime(folder: string): Promise<number> {
  const events = (await readFile(join(folder, 'metrics.jsonl'), 'utf8')).split('\n').filter(Boolean).map((line) => JSON.parse(line) as TrainingEvent);
  let [last, seconds] = [0, 0];
  for (const event of events) {
    if (event.event !== 'trained') continue;
    seconds += event.secondsPerStep * (event.step - last);
    last = event.step;
  }
  return (1000 * seconds) / last;
}
