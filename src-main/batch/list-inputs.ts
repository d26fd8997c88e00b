/** @file Turns the files and folders of a batch into its inputs, some thousands at a time. Used by main and the command line. */
import { stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { BatchDefinition, InputProblem } from '../../src-shared/batch.ts';
import { failure } from '../../src-shared/failure.ts';
import { readFailure } from '../image-io/file-failure.ts';
import type { ListedInput } from './journal.ts';
import { walkFolder } from './scan-folder.ts';

type Listed = { readonly inputs: readonly ListedInput[]; readonly problem?: InputProblem };
type Wanted = Pick<BatchDefinition, 'inputs' | 'output'>;

/** Inputs that are handed on together: many small folders would make many small writes. */
const inputsTogether = 2000;

/** Results in the output folder are no inputs, unless that very folder was named. */
export async function* listInputs(wanted: Wanted): AsyncGenerator<Listed> {
  let gathered: ListedInput[] = [];
  for await (const { inputs, problem } of listByFolder(wanted)) {
    gathered.push(...inputs);
    if (!problem && gathered.length < inputsTogether) continue;
    yield { inputs: gathered, ...(problem ? { problem } : {}) };
    gathered = [];
  }
  if (gathered.length > 0) yield { inputs: gathered };
}

async function* listByFolder({ inputs: { paths, include, exclude }, output }: Wanted): AsyncGenerator<Listed> {
  const isWanted = createFilter(include, exclude);
  const without = resolve(output.folder);
  for (const path of paths) {
    const kind = await kindOf(path);
    if (kind.problem) yield { inputs: [], problem: kind.problem };
    else if (!kind.isFolder) yield { inputs: isWanted(basename(path)) ? [{ input: resolve(path), subfolder: '' }] : [] };
    else yield* listFolder(resolve(path), without, isWanted);
  }
}

async function* listFolder(folder: string, without: string, isWanted: (path: string) => boolean): AsyncGenerator<Listed> {
  let [found, failed] = [0, 0];
  for await (const { pictures, failure: unreadable } of walkFolder(folder, without)) {
    const inputs = pictures.filter((path) => isWanted(relative(folder, path))).map((input) => ({ input, subfolder: relative(folder, dirname(input)) }));
    found += inputs.length;
    failed += unreadable ? 1 : 0;
    yield { inputs, ...(unreadable ? { problem: unreadable } : {}) };
  }
  if (found + failed === 0) {
    const nothing = failure('file-missing', `There are no pictures to work on in the folder "${basename(folder)}".`, { advice: 'Name another folder, or change what is included and excluded.' });
    yield { inputs: [], problem: { path: folder, failure: nothing } };
  }
}

/** Of a path below the named folder. A pattern without `/` is held against the file's name alone. */
export function createFilter(include: readonly string[], exclude: readonly string[]): (path: string) => boolean {
  const matcher = (patterns: readonly string[]) => {
    const tests = patterns.map((pattern) => ({ wholePath: pattern.includes('/'), matches: picomatch(pattern, { dot: true, nocase: true }) }));
    return (path: string) => tests.some(({ wholePath, matches }) => matches(wholePath ? path.split(sep).join('/') : basename(path)));
  };
  const [isIncluded, isExcluded] = [matcher(include), matcher(exclude)];
  return (path) => (include.length === 0 || isIncluded(path)) && !isExcluded(path);
}

async function kindOf(path: string): Promise<{ readonly isFolder: boolean; readonly problem?: InputProblem }> {
  try {
    return { isFolder: (await stat(path)).isDirectory() };
  } catch (error) {
    return { isFolder: false, problem: { path, failure: readFailure(path, error) } };
  }
}
