/**
 * @file `npm run bench:app`: how the application feels, as tables and as JSON in bench-results/, measured in the real
 * window by tracing. Ratios are of one run on one machine. `--quick` takes little pictures once, to see that everything works; `--only start,strength` names the measures to take.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Setting } from './bench-app/application.ts';
import { measureBatchList } from './bench-app/batch-list.ts';
import { measureMasks } from './bench-app/masks.ts';
import { measureBundle, measureFilmstrip, measureNavigation, measureOpening, measureStart } from './bench-app/measure.ts';
import { measureStrength } from './bench-app/strength.ts';
import { measureStudio, measureWatched } from './bench-app/studio.ts';
import { measureApplication } from './bench/application.ts';
import { buildMainSide, buildRenderer } from './build.ts';
import { ensureSystemPackages, hasDisplay, rerunUnderVirtualDisplay } from './system-packages.ts';

const { quick, only } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } }).values;
const photograph = quick ? 2 : 24;
const results: Record<string, readonly object[]> = {};

/** In their order. */
const measures: Record<string, (setting: Setting) => Promise<void>> = {
  bundle: async () => {
    show('bundle', 'Scripts and styles of the window, gzipped (at most 600 kB is wanted)', [await measureBundle()]);
  },
  start: async (setting) => {
    show('start', 'Start until the window answers, against an empty Electron window (at most 2 is wanted)', [await measureStart(setting)]);
  },
  opening: async (setting) => {
    show('opening', 'JPEG from the drop to the first sharp paint, against decoding it (at most 1.5 is wanted)', [await measureOpening(setting)]);
  },
  navigation: async (setting) => {
    const rows = [...(await measureNavigation(setting, photograph, 1)), ...(await measureNavigation(setting, photograph, quick ? 2 : 4))];
    show('navigation', 'Scripts while the view moves (at most 8 ms is wanted) and memory of the window (at most 400 MB)', rows);
  },
  masks: async (setting) => {
    show('masks', 'Scripts while a mask is painted (at most 16 ms is wanted), and while the view moves over a full one', await measureMasks(setting));
  },
  strength: async (setting) => {
    show('strength', 'Another strength of a translation, from the field to the changed canvas (at most 100 ms is wanted)', [await measureStrength(setting)]);
  },
  blocked: async ({ folder }) => {
    const rows = await measureApplication({ folder, megapixels: quick ? 0.06 : 1, repetitions: quick ? 1 : 3 });
    show('blocked', 'The application during a job: how long an event loop was held (at most 50 ms is wanted)', rows);
  },
  studio: async (setting) => {
    const title = 'The studio: from the click on a long training to its first picture and its curves (at most 1 s is wanted), scripts while its slider moves';
    show('studio', title, [await measureStudio(setting)]);
  },
  watched: async (setting) => {
    const { row, tasks } = await measureWatched(setting);
    show('watched', 'A training with its window open, against imago train (at most 1.03 is wanted); how long event loops were held, that of an idle process among them', [row]);
    show('watchedTasks', 'The longest tasks of the application while it watches a training (at most 50 ms is wanted)', tasks);
  },
  filmstrip: async (setting) => {
    show('filmstrip', 'Scripts while the filmstrip is scrolled, and memory of the window', [await measureFilmstrip(setting)]);
  },
  batchList: async (setting) => {
    show('batchList', 'A batch of 100,000 files: listed (at most 5 s is wanted), memory of main (at most 300 MB), scrolled (60 frames a second)', [await measureBatchList(setting)]);
  },
};

ensureSystemPackages();
if (!hasDisplay()) process.exit(rerunUnderVirtualDisplay());
const chosen = only?.split(',') ?? Object.keys(measures);
const unknown = chosen.find((name) => !(name in measures));
if (unknown !== undefined) throw new Error(`expected some of ${Object.keys(measures).join(', ')}, got ${unknown}`);
await buildMainSide();
await buildRenderer();
const folder = await mkdtemp(join(tmpdir(), 'imago-bench-app-'));
try {
  for (const [name, measure] of Object.entries(measures)) if (chosen.includes(name)) await measure({ folder, quick });

  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memoryGigabytes: Math.round(totalmem() / 2 ** 30), node: process.version, platform: process.platform };
  await mkdir('bench-results', { recursive: true });
  const file = join('bench-results', `application-${new Date().toISOString().replaceAll(':', '-')}.json`);
  await writeFile(file, `${JSON.stringify({ machine, quick, ...results }, null, 2)}\n`);
  console.log(file);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function show(name: string, title: string, rows: readonly object[]): void {
  results[name] = rows;
  console.log(title);
  console.table(rows);
}
