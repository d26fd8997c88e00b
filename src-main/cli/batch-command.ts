/** @file `imago run`: a recipe over files and folders through a journal, so that it can be ended at any moment and resumed. Command line. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { noteSentence } from '../../src-shared/note.ts';
import { type BatchDefinition, batchDefinitionSchema, existingPolicies } from '../../src-shared/batch.ts';
import { defaultBatchName, unknownBatchTokens } from '../../src-shared/batch-name.ts';
import { type DeviceChoice, deviceChoiceSchema } from '../../src-shared/device.ts';
import { failure } from '../../src-shared/failure.ts';
import { type WritableFormat, writableFormats } from '../../src-shared/image.ts';
import { type NamedRecipe, parseRecipeFile } from '../../src-shared/recipe-file.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { dryRun } from '../batch/dry-run.ts';
import type { Perform } from '../batch/item-work.ts';
import { type Journal, type JournalItem, openJournal, type StoredBatch } from '../batch/journal.ts';
import { createPace } from '../batch/pace.ts';
import { retryItems } from '../batch/retry-items.ts';
import type { BatchTools } from '../batch/run-batch.ts';
import { runOnce, runWatched } from '../batch/run-watched.ts';
import type { EngineClient } from '../children/engine-client.ts';
import { readFailure } from '../image-io/file-failure.ts';
import { homeFolder } from '../runtime/home-folder.ts';
import { failedEvent, type Report } from './events.ts';
import { numberOption } from './number-option.ts';
import { queueOption } from './worker-command.ts';

export type BatchOptions = {
  readonly out: string;
  readonly resume: boolean;
  readonly dryRun: boolean;
  readonly watch: boolean;
  readonly name: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly format: WritableFormat | 'keep';
  readonly quality: number;
  readonly existing: 'skip' | 'rename' | 'replace';
  readonly metadata: 'keep' | 'strip';
  readonly provenance: boolean;
  readonly series: boolean;
  readonly device: DeviceChoice;
  /** Address of a Redis that workers listen to. */
  readonly queue?: string;
};

const patterns = (flags: string, description: string) => new Option(flags, description).argParser((text: string, before: readonly string[]) => [...before, text]).default([]);

export function addBatchCommand(program: Command, run: (recipe: string, named: string[], options: BatchOptions) => Promise<void>): void {
  program
    .command('run')
    .description('run a recipe on many pictures; what was interrupted goes on with --resume')
    .argument('<recipe>', 'recipe file, as the application saves it')
    .argument('<files...>', 'pictures, or folders with all their subfolders')
    .requiredOption('-o, --out <dir>', 'folder for the results; the tree of each named folder is kept')
    .option('--resume', 'go on with what was begun in that folder: failures, missing and damaged results are made again; results that you changed stay', false)
    .addOption(new Option('--dry-run', 'tell what would be written and how much space that needs, and write nothing').default(false).conflicts(['resume', 'watch', 'queue']))
    .option('--watch', 'wait for pictures that come into the folders, until it is interrupted; goes on with what was begun, as --resume does', false)
    .option('--name <template>', 'name of a result out of {name} {operation} {model} {scale} {date} {index} {ext}', defaultBatchName)
    .addOption(patterns('--include <pattern>', 'take only what fits, such as *.jpg or raw/**; may come several times'))
    .addOption(patterns('--exclude <pattern>', 'leave out what fits; may come several times'))
    .addOption(new Option('-f, --format <name>', 'format of the results').choices(['keep', ...writableFormats]).default('keep'))
    .addOption(numberOption('percent', '--quality <1..100>', 'for jpeg, webp and avif', 92))
    .addOption(new Option('--existing <policy>', 'what to do where a file has the name').choices(existingPolicies.filter((it) => it !== 'ask')).default('skip'))
    .addOption(new Option('--metadata <policy>', 'EXIF, XMP and IPTC').choices(['keep', 'strip']).default('keep'))
    .option('--no-provenance', 'do not write into the results what made them')
    .option('--series', 'the pictures show one scene: translations of all match that of the first', false)
    .addOption(new Option('-d, --device <name>', 'see `imago devices`').choices(deviceChoiceSchema.options).default('auto'))
    .addOption(queueOption('let `imago worker` processes do the work, through the Redis at this address; see docs/render-farm.md'))
    .addOption(new Option('--json', 'print one JSON object a line on standard output').default(false))
    .action((recipe: string, named: string[], options: BatchOptions) => run(recipe, named, options));
}

/** A failure is wrong usage. */
export async function readDefinition(recipePath: string, named: readonly string[], options: BatchOptions): Promise<Result<BatchDefinition>> {
  const recipe = await readRecipe(recipePath);
  if (!recipe.ok) return recipe;
  const [unknown] = unknownBatchTokens(options.name);
  if (unknown !== undefined) return failWith(failure('bad-request', `The name of results knows no {${unknown}}.`));
  const { out, name, include, exclude, watch, format, quality, existing, metadata, provenance, series, device } = options;
  return succeed(
    batchDefinitionSchema.parse({
      recipe: recipe.value,
      inputs: { paths: named.map((path) => resolve(path)), include: [...include], exclude: [...exclude], watch },
      output: { folder: resolve(out), name, format, quality, existing, metadata, provenance },
      series,
      device,
    }),
  );
}

async function readRecipe(path: string): Promise<Result<NamedRecipe>> {
  try {
    return parseRecipeFile(await readFile(path, 'utf8'), basename(path));
  } catch (error) {
    return failWith(readFailure(resolve(path), error));
  }
}

/** Tells of every input; answers how many could not be listed. */
export async function planBatchFiles(definition: BatchDefinition, report: Report): Promise<number> {
  const { problems, pictures, inputBytes, outputBytes, freeBytes, existing, sameName } = await dryRun(definition, new Date(), (item) => {
    report({ event: 'planned', ...item, input: shown(item.input), output: shown(item.output) });
  });
  for (const { path, failure: problem } of problems) report(failedEvent(shown(path), problem));
  report({ event: 'plan', pictures, inputBytes, outputBytes, freeBytes, existing, sameName });
  return problems.length;
}

type Tools = { readonly engine: EngineClient; readonly perform?: { readonly run: Perform; readonly lanes: number }; readonly report: Report; readonly signal: AbortSignal; readonly software: string };

/** How many inputs failed, or 1 where nothing could be begun. */
export async function runBatchFiles(definition: BatchDefinition, { resume }: Pick<BatchOptions, 'resume'>, tools: Tools): Promise<number> {
  const goesOn = resume || definition.inputs.watch;
  const opened = await openJournal(journalFolder(definition.output.folder));
  if (!opened.ok) return refused(definition.output.folder, opened, tools.report);
  const journal = opened.value;
  try {
    const batch = await beginOrResume(journal, definition, goesOn);
    return batch.ok ? await follow(journal, batch.value, tools) : refused(definition.output.folder, batch, tools.report);
  } finally {
    await journal.close();
  }
}

function refused(folder: string, { error }: Extract<Result<never>, { ok: false }>, report: Report): number {
  report(failedEvent(folder, error));
  return 1;
}

/** One journal an output folder, apart from it: the folder may be on a disk that goes away. */
const journalFolder = (out: string): string => join(homeFolder(), 'batches', createHash('sha256').update(resolve(out)).digest('hex').slice(0, 16));

const id = 'batch';

async function beginOrResume(journal: Journal, definition: BatchDefinition, resume: boolean): Promise<Result<StoredBatch>> {
  const [before] = await journal.batches();
  if (before && resume) {
    if (JSON.stringify(before.definition.recipe.steps) !== JSON.stringify(definition.recipe.steps))
      return failWith(failure('bad-request', `The results in ${definition.output.folder} were begun with another recipe, “${before.definition.recipe.name}”.`, { advice: 'Name that recipe, or another output folder. Without --resume and --watch it is begun anew.' }));
    await journal.setDefinition(id, definition);
    await retryItems(journal, id, ['failed', 'cancelled']);
    return succeed({ ...before, definition });
  }
  if (before) await journal.remove(id);
  return succeed(await journal.create(id, definition, Date.now()));
}

async function follow(journal: Journal, batch: StoredBatch, { engine, perform, report, signal, software }: Tools): Promise<number> {
  const newPace = () => createPace(() => performance.now(), journal.record(id).counts);
  let pace = newPace();
  const tell = (item: JournalItem) => {
    if (item.state.kind !== 'running') pace.item(item.index, null);
    reportItem(item, report);
    const { counts, total } = journal.record(id);
    const remainingMs = pace.remainingMs(counts, total);
    report({ event: 'batch', done: pace.done(counts, total), finished: total - counts.waiting - counts.running, total, ...(remainingMs === undefined ? {} : { remainingMs }) });
  };
  let told = false;
  const problemsToTell = () => {
    const problems = told ? [] : journal.record(id).problems;
    told = true;
    return problems;
  };
  const tools: BatchTools = {
    journal,
    inspect: engine,
    perform: perform?.run ?? ((request, context) => engine.call('run', request, context)),
    ...(perform ? { lanes: perform.lanes } : {}),
    software,
    onItem: tell,
    onProgress: ({ index, input }, progress) => {
      pace.item(index, progress.done);
      report({ event: 'progress', input: shown(input), ...progress });
    },
    onState: (state) => {
      if (state.kind === 'paused' && 'failure' in state) report({ event: 'waiting', reason: state.reason, message: state.failure.message, ...(state.failure.advice ? { advice: state.failure.advice } : {}) });
      // Time in which nothing came says nothing of the pace.
      if (state.kind === 'running') pace = newPace();
      if (state.kind === 'watching') report({ event: 'watching', folders: batch.definition.inputs.paths.map(shown) });
      // Told once, after the list was made: it goes on running after every wait.
      if (state.kind === 'running') for (const { path, failure: problem } of problemsToTell()) report(failedEvent(shown(path), problem));
    },
  };
  const state = await (batch.definition.inputs.watch ? runWatched : runOnce)(batch, tools, signal);
  const { counts, total, problems } = journal.record(id);
  if (state.kind === 'failed') report(failedEvent(batch.definition.output.folder, state.failure));
  report({ event: 'summary', total, ...counts, resumable: state.kind === 'paused' });
  return counts.failed + problems.length + (state.kind === 'failed' ? 1 : 0);
}

/** As a person would type it. */
const shown = (path: string): string => {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
};

function reportItem({ input, state }: JournalItem, report: Report): void {
  if (state.kind === 'done') {
    const { output, width, height, sha256, made, notes } = state;
    report({ event: 'finished', input: shown(input), output: shown(output), width, height, sha256, ...made, notes: notes.map(noteSentence) });
  } else if (state.kind === 'skipped') report({ event: 'left-out', input: shown(input), output: shown(state.output) });
  else if (state.kind === 'failed') report(failedEvent(shown(input), state.failure));
}
