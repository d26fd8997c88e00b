/** @file What a batch costs beyond its networks, and how long 100,000 files take to list. */
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batchDefinitionSchema } from '../../src-shared/batch.ts';
import { modelManifestSchema } from '../../src-shared/model.ts';
import { countTiles, planTiles } from '../../src-main/engine/tile-plan.ts';
import type { RunDetails } from '../../src-shared/job.ts';
import type { Perform } from '../../src-main/batch/item-work.ts';
import { type Journal, openJournal } from '../../src-main/batch/journal.ts';
import { runBatch } from '../../src-main/batch/run-batch.ts';
import { withEngine } from './engine.ts';
import type { Setting } from './measure.ts';
import { openOrtAlone } from './ort-alone.ts';
import { sizeOf, writePhotograph } from './pictures.ts';
import { median, round } from './statistics.ts';

export type BatchRow = { model: string; pictures: number; megapixels: number; wallMs: number; ortAloneMs: number; ratio: number; busy: number; journalShare: number };

/** Adds up how long anybody waited for the journal. */
function timed(journal: Journal, spent: { ms: number }): Journal {
  const entries = Object.entries(journal).map(([name, method]) => [
    name,
    (...args: never[]) => {
      const startedAt = performance.now();
      const answer = (method as (...args: never[]) => unknown)(...args);
      if (answer instanceof Promise) void answer.then(() => (spent.ms += performance.now() - startedAt));
      return answer;
    },
  ]);
  return Object.fromEntries(entries) as Journal;
}

/** ONNX Runtime alone runs squares as large as the engine's tiles, as many pixels as these have with their overlap; before and after the batch. */
export async function measureBatch(model: string, pictures: number, { folder, megapixels, repetitions }: Setting): Promise<BatchRow> {
  const alone = await openOrtAlone(model);
  const ort: number[] = [];
  const photograph = await writePhotograph(folder, megapixels);
  const name = `${model}-${pictures}`;
  const inputs = join(folder, `batch-in-${name}`);
  await mkdir(inputs, { recursive: true });
  for (let index = 0; index < pictures; index += 1) await copyFile(photograph, join(inputs, `${index}.jpg`));
  const definition = batchDefinitionSchema.parse({
    recipe: { version: 1, name: 'bench', steps: [{ operation: 'upscale', parameters: { model, scale: 2 } }] },
    inputs: { paths: [inputs] },
    output: { folder: join(folder, `batch-${name}`), name: '{name}', existing: 'replace' },
    device: 'cpu',
  });
  const opened = await openJournal(join(folder, `journal-${name}`));
  if (!opened.ok) throw new Error(opened.error.message);
  const spent = { ms: 0 };
  const journal = timed(opened.value, spent);
  const details: RunDetails[] = [];
  const shape = sizeOf(megapixels);
  const tile = await tileOf(model, shape);
  const timeAlone = async () => {
    for (let repetition = 0; repetition <= repetitions; repetition += 1) ort.push(await alone.msPerMegapixel(Math.round(Math.sqrt(tile.pixels)), megapixels));
  };
  await timeAlone();
  const measured = await withEngine(async (engine) => {
    const network = { firstAt: Infinity, lastAt: 0 };
    const perform: Perform = async (request, { onProgress, ...context }) => {
      const ran = await engine.call('run', request, {
        ...context,
        onProgress: (progress) => {
          if (progress.phase === 'run') network.firstAt = Math.min(network.firstAt, performance.now());
          if (progress.phase === 'run') network.lastAt = performance.now();
          onProgress(progress);
        },
      });
      if (ran.ok) details.push(ran.value.details);
      return ran;
    };
    const startedAt = performance.now();
    const state = await runBatch(await journal.create('b', definition, 0), { journal, inspect: engine, perform, software: 'Imago', onState: () => undefined, onItem: () => undefined, onProgress: () => undefined }).ended;
    if (state.kind !== 'done' || details.length !== pictures) throw new Error(`expected ${pictures} results, got ${details.length} and ${JSON.stringify(state)}`);
    return { wallMs: performance.now() - startedAt, runMs: network.lastAt - network.firstAt };
  });
  await journal.close();
  await timeAlone();
  await alone.release();
  const ortAloneMs = (median(ort) * tile.pixels * tile.count * pictures) / 1e6;
  const networkMs = details.reduce((sum, it) => sum + it.networkMs, 0);
  return { model, pictures, megapixels, wallMs: round(measured.wallMs, 0), ortAloneMs: round(ortAloneMs, 0), ratio: round(measured.wallMs / ortAloneMs), busy: round(networkMs / measured.runMs), journalShare: round(spent.ms / measured.wallMs, 3) };
}

/** How the engine cuts a picture for the model's x2 network. */
async function tileOf(model: string, picture: { readonly width: number; readonly height: number }) {
  const { networks } = modelManifestSchema.parse(JSON.parse(await readFile(join('models', model, 'manifest.json'), 'utf8')));
  const plan = planTiles({ ...picture, channels: 3 }, { ...networks.find(({ scale }) => scale === 2)!, pair: true });
  return { pixels: plan.columns.tile * plan.rows.tile, count: countTiles(plan) };
}

export type ListingRow = { files: number; listMs: number; peakMegabytes: number };

/** In a process of its own, whose peak memory is then that of listing. */
export async function measureListing(files: number, folder: string): Promise<ListingRow> {
  const inFolder = 1000;
  for (let start = 0; start < files; start += inFolder) {
    const part = join(folder, 'many', String(start));
    await mkdir(part, { recursive: true });
    await Promise.all(Array.from({ length: Math.min(inFolder, files - start) }, (_, index) => writeFile(join(part, `picture-${index}.jpg`), '')));
  }
  const { stdout, stderr, status } = spawnSync(process.execPath, [...process.execArgv, 'scripts/bench/list-files.ts', join(folder, 'many'), join(folder, 'journal-many')], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as ListingRow;
}
