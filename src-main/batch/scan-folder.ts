/** @file Finds the pictures inside a folder and its subfolders. Used by main and the command line. */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Failure, failure } from '../../src-shared/failure.ts';
import { isPictureName } from '../../src-shared/image.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { readFailure } from '../image-io/file-failure.ts';

type FolderFailure = { readonly path: string; readonly failure: Failure };

export type FolderScan = {
  /** In reading order: the folder's own files, then its subfolders; 2.png before 10.png. */
  readonly pictures: readonly string[];
  /** Folders that could not be read, and links that lead nowhere. */
  readonly failures: readonly FolderFailure[];
};

const inReadingOrder = new Intl.Collator(undefined, { numeric: true });

/** Whether a file's name is that of a picture which a folder offers. */
export const isOffered = (name: string): boolean => !name.startsWith('.') && isPictureName(name);

/**
 * Leaves out hidden files and folders, files whose name is no picture's, and the folder `without`. Links to folders are not
 * followed, so that none leads in a circle.
 */
export async function scanFolder(folder: string, without?: string): Promise<FolderScan> {
  const pictures: string[] = [];
  const failures: FolderFailure[] = [];
  for await (const found of walkFolder(folder, without)) {
    pictures.push(...found.pictures);
    if (found.failure) failures.push(found.failure);
  }
  return { pictures, failures };
}

/** The same, a folder at a time, so that nobody has to hold all of it. */
export async function* walkFolder(folder: string, without?: string): AsyncGenerator<{ readonly pictures: readonly string[]; readonly failure?: FolderFailure }> {
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { pictures: [], failure: { path: folder, failure: readFailure(folder, error) } };
    return;
  }
  const visible = entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => inReadingOrder.compare(a.name, b.name));
  const pictures: string[] = [];
  for (const entry of visible) {
    if (!isOffered(entry.name)) continue;
    const inside = join(folder, entry.name);
    const isFile = entry.isSymbolicLink() ? await isFileBehindLink(inside) : succeed(entry.isFile());
    if (!isFile.ok) yield { pictures: [], failure: { path: inside, failure: isFile.error } };
    else if (isFile.value) pictures.push(inside);
  }
  yield { pictures };
  for (const entry of visible) {
    const inside = join(folder, entry.name);
    if (entry.isDirectory() && resolve(inside) !== without) yield* walkFolder(inside, without);
  }
}

/** A failure where the link leads nowhere, or to itself. */
const isFileBehindLink = (path: string): Promise<Result<boolean>> =>
  stat(path).then(
    (it) => succeed(it.isFile()),
    (error: unknown) => failWith(linkFailure(path, error)),
  );

const linkFailure = (path: string, error: unknown): Failure =>
  failure('file-missing', `The link "${basename(path)}" in ${dirname(path)} leads nowhere.`, { advice: 'Mend or delete it, or bring back what it led to.', detail: error instanceof Error ? error.message : String(error) });
