/** @file What the renderer's calls do that save results: estimate, save as, export. Main process. */
import { shell } from 'electron';
import { access, mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { failure } from '../src-shared/failure.ts';
import type { SaveTarget } from '../src-shared/image.ts';
import { provenanceOf } from '../src-shared/provenance.ts';
import { resizedSize } from '../src-shared/resize.ts';
import { type Result, failWith, succeed } from '../src-shared/result.ts';
import { nameFacts, resultName } from '../src-shared/result-name.ts';
import type { SaveCall, SaveCallAnswer } from '../src-shared/save-calls.ts';
import { exportResults } from './desk/export-results.ts';
import type { Desk } from './desk.ts';
import { type Handlers, tell } from './ipc.ts';
import { askWhereToExport, askWhereToSave, folderFor } from './save-dialog.ts';

type SavedResult = SaveCall<'result:save-as'>['result'];
type SaveHandlers = Pick<Handlers, 'result:estimate-size' | 'result:save-as' | 'result:export' | 'export:cancel' | 'export:reveal' | 'result:reveal' | 'picture:reveal'>;

const gone = failWith(failure('bad-request', 'The result is no longer here.', { reason: 'result-gone', advice: 'Run the operation again.' }));

/** Estimates are asked for at every move of a slider, and often for settings that were there before. */
const estimatesKept = 200;

export function createSaveHandlers(desk: Desk): SaveHandlers {
  const { pictures, engine, window } = desk;
  const estimates = new Map<string, ReturnType<SaveHandlers['result:estimate-size']>>();
  const savedTo = new Map<string, string>();
  const exportedTo = new Set<string>();
  let estimating = new AbortController();
  let exporting = new AbortController();

  function estimate({ stageId, options }: SaveCall<'result:estimate-size'>) {
    const key = JSON.stringify([stageId, options]);
    const kept = estimates.get(key);
    if (kept) return kept;
    // Only the newest question is still of interest.
    estimating.abort();
    estimating = new AbortController();
    const asked = engine.call('estimate-size', { raster: desk.results.raster(stageId), target: { ...options, path: 'estimated' } }, { signal: estimating.signal });
    estimates.set(key, asked);
    void asked.then(({ ok }) => {
      if (!ok) estimates.delete(key);
    });
    for (const oldest of estimates.keys()) {
      if (estimates.size <= estimatesKept) break;
      estimates.delete(oldest);
    }
    return asked;
  }

  const markSaved = (stageId: string, path: string) => {
    savedTo.set(stageId, path);
    for (const { id, state } of desk.jobs.list()) if (state.kind === 'done' && state.stages.at(-1)?.id === stageId) desk.jobs.markSaved(id, path);
  };

  async function saveAs({ result, options, name }: SaveCall<'result:save-as'>): Promise<SaveCallAnswer['result:save-as']> {
    const found = await findResult(desk, result);
    if (!found.ok) return found;
    const fileName = fileNameOf(found.value, { options, name, number: 1, of: 1 });
    const chosen = await askWhereToSave(window(), { source: found.value.source, fileName, format: options.format });
    if (!chosen) return succeed(null);
    const target = { ...options, ...chosen, ...madeBy(desk, result.recipe), overwrite: true };
    const saved = await engine.call('save', { raster: found.value.raster, target });
    if (!saved.ok) return saved;
    markSaved(result.stageId, saved.value.path);
    return succeed({ path: saved.value.path, bytes: saved.value.bytes, notes: saved.value.notes });
  }

  async function exportAll({ items, name, folder: start }: SaveCall<'result:export'>): Promise<SaveCallAnswer['result:export']> {
    const found = await Promise.all(items.map(async ({ result, options }) => ({ result: await findResult(desk, result), options })));
    const first = found.find(({ result }) => result.ok)?.result;
    if (!first?.ok) return gone;
    const folder = await askWhereToExport(window(), start ?? folderFor(first.value.source));
    if (folder === null) return succeed(null);
    await mkdir(folder, { recursive: true });
    exporting = new AbortController();
    const planned = found.flatMap(({ result, options }, index) =>
      result.ok ? [{ ...result.value, options: { ...options, ...madeBy(desk, result.value.recipe) }, fileName: fileNameOf(result.value, { options, name, number: index + 1, of: items.length }) }] : [],
    );
    const report = await exportResults(planned, {
      engine,
      folder,
      signal: exporting.signal,
      onProgress: (done, pictureName) => {
        tell(window(), 'export:progress', { done, total: planned.length, pictureName });
      },
    });
    for (const { stageId, path } of report.saved) markSaved(stageId, path);
    exportedTo.add(folder);
    return succeed(report);
  }

  return {
    'result:estimate-size': estimate,
    'result:save-as': saveAs,
    'result:export': exportAll,
    'export:cancel': () => {
      exporting.abort();
      return null;
    },
    'export:reveal': ({ folder }) => {
      if (exportedTo.has(folder)) void shell.openPath(folder);
      return null;
    },
    'result:reveal': ({ stageId }) => {
      const path = savedTo.get(stageId);
      if (path !== undefined) shell.showItemInFolder(path);
      return null;
    },
    'picture:reveal': ({ pictureId }) => {
      const picture = pictures.find(pictureId);
      if (picture) shell.showItemInFolder(picture.path);
      return null;
    },
  };
}

/** A result that is here: its pixels, and what its file is named after. */
export type FoundResult = {
  readonly stageId: string;
  readonly raster: string;
  readonly source: string;
  readonly pictureName: string;
  readonly recipe: SavedResult['recipe'];
  readonly pyramid: SavedResult['pyramid'];
};

export async function findResult({ pictures, results }: Desk, { pictureId, stageId, pyramid, recipe }: SavedResult): Promise<Result<FoundResult>> {
  const picture = pictures.find(pictureId);
  const raster = results.raster(stageId);
  const there = await access(raster).then(
    () => true,
    () => false,
  );
  if (picture?.state.kind !== 'open' || !there) return gone;
  return succeed({ stageId, raster, source: picture.path, pictureName: picture.name, recipe, pyramid });
}

/** What a saved file says of its making, where the settings want that. */
export const madeBy = ({ settings, version }: Desk, recipe: SavedResult['recipe']): Pick<SaveTarget, 'provenance'> =>
  settings.current().provenance ? { provenance: provenanceOf(recipe, `Imago ${version}`) } : {};

type Naming = { readonly options: SaveCall<'result:save-as'>['options']; readonly name: string; readonly number: number; readonly of: number };

export function fileNameOf({ source, recipe, pyramid }: FoundResult, { options, name, number, of }: Naming): string {
  return resultName(name, nameFacts({ fileName: basename(source), recipe, size: resizedSize(pyramid, options.resize), number, of, date: new Date() }));
}
