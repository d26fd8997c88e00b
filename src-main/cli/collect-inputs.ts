/** @file Turns the files and folders named on the command line into pictures, with where each result belongs. Command line. */
import { stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { type Failure, failure } from '../../src-shared/failure.ts';
import { scanFolder } from '../batch/scan-folder.ts';

export type Input = {
  readonly path: string;
  /** Its folder below the folder that was named, empty for a file that was named itself: kept below the output folder. */
  readonly subfolder: string;
};
export type CollectedInputs = { readonly inputs: readonly Input[]; readonly failures: readonly { readonly path: string; readonly failure: Failure }[] };

/** In the order named, each picture once. Results of an earlier run in `out` are no inputs. */
export async function collectInputs(named: readonly string[], out?: string): Promise<CollectedInputs> {
  const inputs = new Map<string, Input>();
  const failures: { path: string; failure: Failure }[] = [];
  for (const path of named) {
    if (!(await isFolder(path))) {
      // A file that is missing fails where it is opened, with its reason.
      if (!inputs.has(resolve(path))) inputs.set(resolve(path), { path, subfolder: '' });
      continue;
    }
    const scan = await scanFolder(path, out === undefined ? undefined : resolve(out));
    for (const picture of scan.pictures)
      if (!inputs.has(resolve(picture))) inputs.set(resolve(picture), { path: picture, subfolder: relative(path, dirname(picture)) });
    failures.push(...scan.failures);
    if (scan.pictures.length === 0 && scan.failures.length === 0)
      failures.push({ path, failure: failure('file-missing', `There are no pictures in the folder "${basename(resolve(path))}".`, { advice: 'Name another folder.' }) });
  }
  return { inputs: [...inputs.values()], failures };
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (it) => it.isDirectory(),
    () => false,
  );
