/**
 * @file One item of a batch: looked at, given a name that nothing has, run, checked. Used by main and the command line.
 *
 * The name is claimed in the journal as the work begins, so that after a crash it is known whose the file is.
 */
import { basename, dirname, join, resolve } from 'node:path';
import type { BatchDefinition, ItemState } from '../../src-shared/batch.ts';
import { batchFileName, writtenFormat } from '../../src-shared/batch-name.ts';
import type { EngineRequest, EngineResponse } from '../../src-shared/engine-messages.ts';
import { failure } from '../../src-shared/failure.ts';
import type { WritableFormat } from '../../src-shared/image.ts';
import type { Progress } from '../../src-shared/job.ts';
import { namedMaskFiles } from '../../src-shared/mask/file-path.ts';
import { provenanceOf } from '../../src-shared/provenance.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import type { Engine } from '../desk/engine.ts';
import { chooseName, exists, isSameFile } from './choose-name.ts';
import { fileStamp } from './file-stamp.ts';
import type { Journal, JournalItem } from './journal.ts';
import { makeFolder } from './make-folder.ts';

export type RunRequest = EngineRequest<'run'>;
export type RunContext = { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void };
/** Runs one picture: an engine, or a queue that others work on. */
export type Perform = (request: RunRequest, context: RunContext) => Promise<Result<EngineResponse<'run'>>>;

export type ItemTools = {
  readonly journal: Journal;
  readonly inspect: Pick<Engine, 'call'>;
  readonly perform: Perform;
  /** Name and version, for the provenance of results. */
  readonly software: string;
};
type Batch = { readonly id: string; readonly definition: BatchDefinition; readonly createdAt: number };

/** `taken`: the policy is to ask, and there is a file. */
export type Prepared = { readonly kind: 'ready'; readonly request: RunRequest; readonly output: string; readonly fresh: boolean; /** Of the input. */ readonly pixels: number } | { readonly kind: 'skipped'; readonly output: string } | { readonly kind: 'taken'; readonly output: string };

/** Leaves the folder of the result made; its name is claimed when the item begins to run. */
export async function prepareItem({ id, definition, createdAt }: Batch, item: JournalItem, { journal, inspect, software }: ItemTools, signal: AbortSignal): Promise<Result<Prepared>> {
  const inspected = await inspect.call('inspect', { path: item.input }, { signal });
  if (!inspected.ok) return inspected;
  const { recipe, device, output: wanted } = definition;
  const format = writtenFormat(wanted.format, inspected.value.format);
  const named = () => join(wanted.folder, item.subfolder, batchFileName(wanted.name, { fileName: basename(item.input), recipe, format, index: item.index, date: new Date(createdAt) }));
  // A claimed name is this item's, and a file under it what an earlier try has left.
  const chosen =
    item.output !== undefined
      ? ({ kind: 'replaced', output: item.output } as const)
      : await chooseName(named(), wanted.existing, { isInput: async (path) => (await journal.hasInput(id, resolve(path))) || isSameFile(path, item.input), isClaimed: (path) => journal.isClaimed(id, path), isThere: exists });
  if (!chosen) return failWith(failure('target-exists', `Every name for "${basename(item.input)}" is taken in ${dirname(named())}.`, { advice: 'Choose another output folder or another name.' }));
  const { kind, output } = chosen;
  if (kind === 'taken' || kind === 'skipped') return succeed({ kind, output });
  const folder = await makeFolder(dirname(output));
  if (!folder.ok) return folder;
  const series = definition.series ? (await journal.item(id, 0))?.input : undefined;
  const pixels = inspected.value.width * inspected.value.height;
  return succeed({ kind: 'ready', output, fresh: !(await exists(output)), pixels, request: requestFor(definition, { input: item.input, output, format, overwrite: kind === 'replaced' || wanted.existing === 'replace', device, software, series }) });
}

type Planned = { readonly input: string; readonly output: string; readonly format: WritableFormat; readonly overwrite: boolean; readonly device: BatchDefinition['device']; readonly software: string; readonly series: string | undefined };

function requestFor({ recipe, output: { quality, metadata, profile, resize, provenance } }: BatchDefinition, { input, output, format, overwrite, device, software, series }: Planned): RunRequest {
  const { steps, version, name } = recipe;
  const made = provenance ? { provenance: provenanceOf(recipe, software, name) } : {};
  return { input, ...(series === undefined ? {} : { series }), recipe: namedMaskFiles({ version, steps }, basename(input)), device, target: { path: output, format, overwrite, quality, metadata, profile, ...(resize ? { resize } : {}), ...made } };
}

/** A file that changes while it is read gives a result of no file at all, so it is run once more. */
export async function workOnItem(request: RunRequest, perform: Perform, context: RunContext): Promise<Result<Extract<ItemState, { kind: 'done' }>>> {
  for (let tries = 1; ; tries += 1) {
    const input = request.input as string;
    const before = await fileStamp(input);
    if (!before.ok) return before;
    const ran = await perform(tries === 1 ? request : { ...request, target: { ...request.target!, overwrite: true } }, context);
    if (!ran.ok) return ran;
    const { details, saved, warnings } = ran.value;
    const now = await fileStamp(input);
    // Whoever moves a picture away after it was read has not changed it.
    if (now.ok && now.value !== before.value) {
      if (tries === 1) continue;
      return failWith(failure('file-unreadable', `"${basename(input)}" was changed while it was worked on.`, { advice: 'Wait until the other program has written it, then retry.' }));
    }
    if (!saved) throw new Error(`expected a saved file for ${input}, got none`);
    const { durationMs, device, notes } = details;
    return succeed({ kind: 'done', output: request.target!.path, ...saved, made: { durationMs, device }, notes: [...warnings, ...notes] });
  }
}
