/** @file Saves many results into one folder, over nothing that is there; used by main, knows nothing of Electron. */
import { join } from 'node:path';
import type { EngineResponse } from '../../src-shared/engine-messages.ts';
import { failure } from '../../src-shared/failure.ts';
import { extensionsByFormat, type SaveOptions, type SaveTarget } from '../../src-shared/image.ts';
import { type Result, failWith } from '../../src-shared/result.ts';
import type { ExportReport } from '../../src-shared/save-calls.ts';
import type { Engine } from './engine.ts';

export type ExportItem = {
  readonly stageId: string;
  readonly raster: string;
  /** What the user knows the picture by. */
  readonly pictureName: string;
  /** The file's name without its ending. */
  readonly fileName: string;
  readonly options: SaveOptions & Pick<SaveTarget, 'provenance'>;
};

type ExportOptions = {
  readonly engine: Engine;
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Before each picture: how many are done, and which comes now. */
  readonly onProgress: (done: number, pictureName: string) => void;
};

/** One after another; a failure is kept and the next one follows. */
export async function exportResults(items: readonly ExportItem[], { engine, folder, signal, onProgress }: ExportOptions): Promise<ExportReport> {
  const saved: ExportReport['saved'][number][] = [];
  const failed: ExportReport['failed'][number][] = [];
  for (const [index, { stageId, raster, pictureName, fileName, options }] of items.entries()) {
    if (signal.aborted) break;
    onProgress(index, pictureName);
    const result = await saveUnderFreeName(engine, { raster, start: join(folder, fileName), options, signal });
    if (result.ok) saved.push({ stageId, path: result.value.path, bytes: result.value.bytes });
    else if (!signal.aborted) failed.push({ pictureName, failure: result.error });
  }
  return { folder, saved, failed, cancelled: signal.aborted };
}

type FreeNameSave = { readonly raster: string; /** The path without its ending. */ readonly start: string; readonly options: ExportItem['options']; readonly signal: AbortSignal };

const namesTried = 10_000;

/** "pier.jpg", and where that is taken "pier 2.jpg" and so on. The engine itself refuses to replace a file. */
async function saveUnderFreeName(engine: Engine, { raster, start, options, signal }: FreeNameSave): Promise<Result<EngineResponse<'save'>>> {
  const [ending] = extensionsByFormat[options.format];
  for (let number = 1; number < namesTried; number++) {
    const path = `${start}${number === 1 ? '' : ` ${number}`}.${ending}`;
    const saved = await engine.call('save', { raster, target: { ...options, path, overwrite: false } }, { signal });
    if (saved.ok || saved.error.code !== 'target-exists') return saved;
  }
  return failWith(failure('target-exists', 'Every name for this picture is taken in that folder.', { advice: 'Choose another folder or another name.' }));
}
