/** @file Gives a finished file its name, so that it appears whole or not at all; engine process. */
import { randomUUID } from 'node:crypto';
import { link, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { writeFailure } from './file-failure.ts';

/** A hidden name beside the target: renaming works only within a disk. Short enough for a target name of any length. */
export const temporaryNameFor = (path: string): string => join(dirname(path), `${temporaryStart(path)}${randomUUID().slice(0, 8)}${temporaryEnd}`);

const temporaryStart = (path: string): string => `.${[...basename(path)].slice(0, 40).join('')}.`;
const temporaryEnd = '.imago-part';

/** Removes what a process that was killed left of this target. Only for a target that nobody else writes now. */
export const removeUnfinished = (path: string): Promise<void> => removePartsIn(dirname(path), temporaryStart(path));

/** The same for all targets in a folder. */
export const removeAllUnfinished = (folder: string): Promise<void> => removePartsIn(folder, '.');

async function removePartsIn(folder: string, start: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const unfinished = names.filter((name) => name.startsWith(start) && name.endsWith(temporaryEnd));
  await Promise.all(unfinished.map((name) => rm(join(folder, name), { force: true })));
}

/** Makes sure that bytes are on the disk, not only on their way. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows cannot open a folder for this, and does not need it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export const targetExists = (path: string) =>
  failure('target-exists', `There is already a file "${basename(path)}" in ${dirname(path)}.`, {
    advice: 'Choose another name, or allow that it is overwritten.',
  });

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Renames without replacing. File systems without hard links get the name reserved by an empty file first. */
async function renameToFreeName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
    await rm(temporary);
  } catch (error) {
    if (['EEXIST', 'ENOSPC', 'ENOENT'].includes(String(codeOf(error)))) throw error;
    await (await open(path, 'wx')).close();
    try {
      await rename(temporary, path);
    } catch (failed) {
      await rm(path, { force: true });
      throw failed;
    }
  }
}

export async function publish(temporary: string, path: string, overwrite: boolean): Promise<Result<null>> {
  try {
    await (overwrite ? rename(temporary, path) : renameToFreeName(temporary, path));
    await syncFolder(dirname(path));
    return succeed(null);
  } catch (error) {
    return failWith(codeOf(error) === 'EEXIST' ? targetExists(path) : writeFailure(path, error));
  }
}
