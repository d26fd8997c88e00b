/**
 * @file `npm run bench`: speed, memory and responsiveness of the engine, as a table and as JSON in bench-results/. Ratios
 * are of one run on one machine. `--quick` measures little pictures once, to see that everything works.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBatch, measureListing } from './bench/batch.ts';
import { compareWithWasm, measureMemory, measureSpeed } from './bench/measure.ts';
import { measureTranslate } from './bench/translate.ts';
import { measureApplication } from './bench/application.ts';
import { measureInpaint } from './bench/inpaint.ts';
import { buildMainSide, buildRenderer } from './build.ts';
import { ensureSystemPackages, hasDisplay, rerunUnderVirtualDisplay } from './system-packages.ts';

const { quick } = parseArgs({ options: { quick: { type: 'boolean', default: false } } }).values;

ensureSystemPackages();
if (!hasDisplay()) process.exit(rerunUnderVirtualDisplay());
await buildMainSide();
await buildRenderer();
const folder = await mkdtemp(join(tmpdir(), 'imago-bench-'));
try {
  const setting = { folder, megapixels: quick ? 0.06 : 1, repetitions: quick ? 1 : 5 };
  const speed = show('Engine, decode and encode included, against ONNX Runtime alone (x2, at most 1.15 is wanted)', [
    ...(await measureSpeed(['quick'], quick ? [128] : [128, 192, 256, 384, 512, 1024], setting)),
    ...(quick ? [] : await measureSpeed(['faithful'], [128, 192, 256, 384], { ...setting, repetitions: 2 })),
  ]);
  const batch = show('A batch against ONNX Runtime alone on as many tiles (x2; at most 1.1 is wanted, busy at least 0.95, journal at most 0.03)', [
    await measureBatch('quick', quick ? 4 : 50, setting),
    ...(quick ? [] : [await measureBatch('faithful', 20, setting)]),
    // Small ones: what a picture costs beside its pixels.
    await measureBatch('quick', quick ? 8 : 500, { ...setting, megapixels: 0.004 }),
  ]);
  const memory = show('Peak memory of the engine, quick x2, JPEG, by height (at most 1200 MB is wanted)', await measureMemory(quick ? [0.1, 0.2] : [6, 12, 24], setting));
  const translate = show(
    'Translating, against decoding, encoding and the generator alone (keep detail: at most 2 and 1200 MB are wanted)',
    await measureTranslate(quick ? { keep: 0.2, repaint: 0.2 } : { keep: 24, repaint: 2 }, { ...setting, repetitions: quick ? 1 : 3 }),
  );
  const inpaint = show('Inpainting with patches, from raster to raster', await measureInpaint(setting));
  const wasm = show('Engine against TensorFlow.js WebAssembly (at least 8 is wanted)', [await compareWithWasm(speed, setting)]);
  const blocked = show('The application during a job: how long an event loop was held (at most 50 ms is wanted)', await measureApplication({ ...setting, repetitions: quick ? 1 : 3 }));
  const listing = show('Files listed into the journal (100,000 in at most 5 s and 300 MB is wanted)', [await measureListing(quick ? 2000 : 100_000, folder)]);

  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memoryGigabytes: Math.round(totalmem() / 2 ** 30), node: process.version, platform: process.platform };
  await mkdir('bench-results', { recursive: true });
  const file = join('bench-results', `${new Date().toISOString().replaceAll(':', '-')}.json`);
  await writeFile(file, `${JSON.stringify({ machine, quick, speed, wasm, memory, translate, inpaint, batch, listing, blocked }, null, 2)}\n`);

  console.log(file);
} finally {
  await rm(folder, { recursive: true });
}

/** As soon as it is measured: what follows may take minutes. */
function show<T>(title: string, rows: T[]): T[] {
  console.log(title);
  console.table(rows);
  return rows;
}
