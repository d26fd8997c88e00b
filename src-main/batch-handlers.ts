/** @file What the renderer's calls do that concern recipes and batches. Main process. */
import { dialog } from 'electron';
import { stat } from 'node:fs/promises';
import { failure } from '../src-shared/failure.ts';
import type { batchCallSchemas } from '../src-shared/batch-calls.ts';
import { readableExtensions } from '../src-shared/image.ts';
import { failWith, succeed } from '../src-shared/result.ts';
import type { Desk } from './desk.ts';
import type { Handlers } from './ipc.ts';

type BatchHandlers = Pick<Handlers, keyof typeof batchCallSchemas>;

const noBatch = failWith(failure('bad-request', 'There is no such batch.'));

export function createBatchHandlers({ window }: Pick<Desk, 'window'>): BatchHandlers {
  const done = () => null;
  return {
    'recipe:list': () => [],
    'recipe:keep': () => succeed(null),
    'recipe:remove': done,
    'recipe:export': () => succeed(null),
    'recipe:import': () => succeed(null),
    'batch:choose-inputs': async ({ kind }) => {
      const filters = [{ name: '*', extensions: readableExtensions.flatMap((it) => [it, it.toUpperCase()]) }];
      const { filePaths } = await dialog.showOpenDialog(window(), kind === 'files' ? { properties: ['openFile', 'multiSelections'], filters } : { properties: ['openDirectory', 'multiSelections'] });
      return filePaths;
    },
    'batch:choose-output': async ({ folder }) => {
      const { filePaths } = await dialog.showOpenDialog(window(), { properties: ['openDirectory', 'createDirectory'], ...(folder ? { defaultPath: folder } : {}) });
      return filePaths[0] ?? null;
    },
    'batch:kinds': ({ paths }) => Promise.all(paths.map(kindOf)),
    'batch:dry-run': () => noBatch,
    'batch:add': () => noBatch,
    'batch:list': () => [],
    'batch:items': () => ({ items: [], total: 0 }),
    'batch:pause': done,
    'batch:resume': done,
    'batch:cancel': done,
    'batch:cancel-item': done,
    'batch:retry': done,
    'batch:answer-existing': done,
    'batch:move': done,
    'batch:run-now': done,
    'batch:remove': done,
    'batch:thumbnail': () => noBatch,
    'batch:look': () => noBatch,
    'batch:release': done,
    'batch:reveal': done,
  };
}

const kindOf = (path: string): Promise<'file' | 'folder' | 'missing'> =>
  stat(path).then(
    (it) => (it.isDirectory() ? 'folder' : 'file'),
    () => 'missing',
  );
