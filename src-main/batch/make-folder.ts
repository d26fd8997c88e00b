/** @file Makes a folder for results, with those above it. Used by the command line. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { writeFailure } from '../image-io/file-failure.ts';

/** Node's own recursive `mkdir` never ends where a file system refuses a folder by ENOENT, as /proc does. */
export async function makeFolder(path: string): Promise<Result<null>> {
  if (await isFolder(path)) return succeed(null);
  const parent = dirname(path);
  const above = parent === path ? succeed(null) : await makeFolder(parent);
  if (!above.ok) return above;
  try {
    await mkdir(path);
    return succeed(null);
  } catch (error) {
    return (await isFolder(path)) ? succeed(null) : failWith(writeFailure(path, error));
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (it) => it.isDirectory(),
    () => false,
  );
