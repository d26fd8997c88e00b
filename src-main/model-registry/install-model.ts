/** @file Takes models into the user's own folder and out of it again. Runs in main and the command line. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Failure, failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { findModels, type InstalledModel } from './find-models.ts';
import { ownModelsFolder } from './own-models.ts';
import { readArchive, unpackModel } from './package-archive.ts';

/** Whether the user brought the model, so that it can be removed. */
export const isOwn = (folder: string): boolean => resolve(dirname(folder)) === resolve(ownModelsFolder());

/** Takes in an archive as `id`, or under its own where none is given. */
export async function importArchive(file: string, directories: readonly string[], id?: string): Promise<Result<InstalledModel>> {
  const described = await readArchive(file);
  if (!described.ok) return described;
  const free = await checkFree(directories, id ?? described.value.id);
  if (!free.ok) return free;
  return orWriteFailure(() => unpackModel(file, ownModelsFolder(), { id }));
}

/** Fails where a model of this id is there already. */
export async function checkFree(directories: readonly string[], id: string): Promise<Result<null>> {
  const taken = (await findModels(directories)).some((model) => model.id === id);
  return taken ? failWith(failure('target-exists', `There is already a model “${id}”.`, { advice: 'Choose another id for the new one, or remove the other.' })) : succeed(null);
}

export async function removeModel({ id, folder }: { readonly id: string; readonly folder: string }): Promise<Result<null>> {
  if (!isOwn(folder)) return failWith(failure('bad-request', `The model “${id}” came with Imago and stays.`, { reason: 'model-built-in', advice: 'Only models that you imported or trained can be removed.' }));
  return orWriteFailure(async () => {
    // Renamed first: half a model is found by nobody.
    const gone = join(dirname(folder), `.partial-${basename(folder)}`);
    await rm(gone, { recursive: true, force: true });
    await rename(folder, gone);
    await rm(gone, { recursive: true, force: true });
    return succeed(null);
  });
}

/** Runs what writes to the user's folder, and tells in words what the disk refuses. */
export async function orWriteFailure<T>(write: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    await mkdir(ownModelsFolder(), { recursive: true });
    return await write();
  } catch (error) {
    return failWith(storeFailure(error));
  }
}

/** Why a file of a model could not be written. Throws what is no error of the file system. */
export function storeFailure(error: unknown): Failure {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return failure('disk-full', 'The disk is full: the model could not be stored.', { advice: 'Free some space, then try again.', detail: message });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return failure('target-readonly', 'The model may not be written there.', { advice: 'Choose another folder, or change its permissions.', detail: message });
  return failure('target-failed', 'The model could not be stored.', { advice: 'Check the disk, then try again.', detail: message });
}
