/** @file Tells of pictures that come into the folders of a batch, once they are completely written. Used by main. */
import { dirname, relative, resolve, sep } from 'node:path';
import { watch } from 'chokidar';
import type { BatchDefinition } from '../../src-shared/batch.ts';
import type { ListedInput } from './journal.ts';
import { createFilter } from './list-inputs.ts';
import { isOffered } from './scan-folder.ts';

export type FolderWatch = { close(): Promise<void> };

/** A file whose size has not changed for so long is taken as complete. */
const restMs = 2000;

/** Tells of every picture that is there, too: the caller knows which are new, and none is missed that came before the watch began. */
export function watchInputs({ inputs: { paths, include, exclude }, output }: Pick<BatchDefinition, 'inputs' | 'output'>, onInput: (input: ListedInput) => Promise<void>, stableMs = restMs): FolderWatch {
  const folders = paths.map((path) => resolve(path));
  const without = resolve(output.folder);
  const isWanted = createFilter(include, exclude);
  const rootOf = (path: string) => folders.find((folder) => path === folder || path.startsWith(`${folder}${sep}`)) ?? dirname(path);
  const isHidden = (path: string) => relative(rootOf(path), path).split(sep).some((part) => part.startsWith('.') && part !== '.');
  const isResult = (path: string) => !folders.includes(without) && (path === without || path.startsWith(`${without}${sep}`));
  const watcher = watch(folders, {
    awaitWriteFinish: { stabilityThreshold: stableMs, pollInterval: Math.min(100, stableMs) },
    followSymlinks: false,
    ignored: (path) => isHidden(path) || isResult(path),
  });
  watcher.on('add', (path) => {
    const root = rootOf(path);
    if (isOffered(path.slice(path.lastIndexOf(sep) + 1)) && isWanted(relative(root, path))) void onInput({ input: path, subfolder: path === root ? '' : relative(root, dirname(path)) });
  });
  // A folder that cannot be watched is read again at the next start.
  watcher.on('error', () => undefined);
  return { close: () => watcher.close() };
}
