/**
 * @file Tells of pictures that come into the folders of a batch, once they are completely written. Used by main and the
 * command line.
 *
 * The system's own notices come at once, but not for what another machine writes into a network folder, and not after a
 * folder was away; so the folders are read at the start and every few minutes as well.
 */
import { dirname, relative, resolve, sep } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { watch } from 'chokidar';
import type { BatchDefinition } from '../../src-shared/batch.ts';
import { comesToRest, usualRestMs } from './at-rest.ts';
import type { ListedInput } from './journal.ts';
import { createFilter, listInputs } from './list-inputs.ts';
import { isOffered } from './scan-folder.ts';

export type FolderWatch = { close(): Promise<void> };

type InputWatch = {
  /** Whether the batch has the picture already, as it is now. */
  readonly isKnown: (path: string) => Promise<boolean>;
  readonly onInput: (input: ListedInput) => Promise<void>;
  /** A file that has not changed for so long is taken as complete. */
  readonly restMs?: number;
  readonly sweepMs?: number;
};

const usualSweepMs = 120_000;

/** Tells of every picture that is there and not known, and of each that comes. */
export function watchInputs(definition: Pick<BatchDefinition, 'inputs' | 'output'>, { isKnown, onInput, restMs = usualRestMs, sweepMs = usualSweepMs }: InputWatch): FolderWatch {
  const closing = new AbortController();
  const { signal } = closing;
  const pending = new Map<string, Promise<void>>();

  async function take(input: ListedInput): Promise<void> {
    if (!(await isKnown(input.input)) && (await comesToRest(input.input, restMs, signal))) await onInput(input);
  }
  const takeOnce = (input: ListedInput) => {
    if (signal.aborted || pending.has(input.input)) return;
    pending.set(input.input, take(input).finally(() => pending.delete(input.input)));
  };
  async function sweep(): Promise<void> {
    for await (const { inputs } of listInputs(definition))
      for (const input of inputs) {
        if (signal.aborted) return;
        if (!(await isKnown(input.input))) takeOnce(input);
      }
  }
  let sweeping = sweep();
  let isAsked = false;
  const sweepAgain = () => {
    if (isAsked) return;
    isAsked = true;
    sweeping = sweeping.then(() => {
      isAsked = false;
      return sweep();
    });
  };
  const timer = setInterval(sweepAgain, sweepMs);
  const watcher = watchFolders(definition, takeOnce);
  // What came after the first look, before the watcher had seen all folders, nobody tells of.
  watcher.on('ready', sweepAgain);
  // Nor of what came into a new folder before that was watched, which is a moment after it is told of.
  watcher.on('addDir', () => void setTimeout(restMs, undefined, { signal }).then(sweepAgain, () => undefined));
  return {
    async close() {
      closing.abort();
      clearInterval(timer);
      await Promise.all([watcher.close(), sweeping, ...pending.values()]);
    },
  };
}

function watchFolders({ inputs: { paths, include, exclude }, output }: Pick<BatchDefinition, 'inputs' | 'output'>, onFile: (input: ListedInput) => void) {
  const folders = paths.map((path) => resolve(path));
  const without = resolve(output.folder);
  const isWanted = createFilter(include, exclude);
  const rootOf = (path: string) => folders.find((folder) => path === folder || path.startsWith(`${folder}${sep}`)) ?? dirname(path);
  const isHidden = (path: string) => relative(rootOf(path), path).split(sep).some((part) => part.startsWith('.') && part !== '.');
  const isResult = (path: string) => !folders.includes(without) && (path === without || path.startsWith(`${without}${sep}`));
  const watcher = watch(folders, { ignoreInitial: true, followSymlinks: false, ignored: (path) => isHidden(path) || isResult(path) });
  const look = (path: string) => {
    const root = rootOf(path);
    if (isOffered(path.slice(path.lastIndexOf(sep) + 1)) && isWanted(relative(root, path))) onFile({ input: path, subfolder: path === root ? '' : relative(root, dirname(path)) });
  };
  watcher.on('add', look);
  // Whoever writes it may pause for longer than a file rests.
  watcher.on('change', look);
  // A folder that cannot be watched is still read now and then.
  watcher.on('error', () => undefined);
  return watcher;
}
