/** @file Finds the pictures inside a folder and its subfolders. Used by main and the command line. */
import { readdir, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { Failure } from '../../src-shared/failure.ts';
import { readableExtensions } from '../../src-shared/image.ts';
import { readFailure } from '../image-io/file-failure.ts';

export type FolderScan = {
  /** In reading order: the folder's own files, then its subfolders; 2.png before 10.png. */
  readonly pictures: readonly string[];
  /** Folders that could not be read. */
  readonly failures: readonly { readonly path: string; readonly failure: Failure }[];
};

const offered = new Set<string>(readableExtensions.map((extension) => `.${extension}`));
const inReadingOrder = new Intl.Collator(undefined, { numeric: true });

/** Leaves out hidden files and folders, files whose name is no picture's, and the folder `without`. Links to folders are not followed. */
export async function scanFolder(folder: string, without?: string): Promise<FolderScan> {
  const pictures: string[] = [];
  const failures: { path: string; failure: Failure }[] = [];

  async function visit(path: string): Promise<void> {
    const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
      failures.push({ path, failure: readFailure(path, error) });
      return [];
    });
    const visible = entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => inReadingOrder.compare(a.name, b.name));
    for (const entry of visible) {
      const inside = join(path, entry.name);
      const isFile = entry.isFile() || (entry.isSymbolicLink() && (await isFileBehindLink(inside)));
      if (isFile && offered.has(extname(entry.name).toLowerCase())) pictures.push(inside);
    }
    for (const entry of visible) {
      const inside = join(path, entry.name);
      if (entry.isDirectory() && resolve(inside) !== without) await visit(inside);
    }
  }

  await visit(folder);
  return { pictures, failures };
}

const isFileBehindLink = (path: string): Promise<boolean> =>
  stat(path).then(
    (it) => it.isFile(),
    () => false,
  );
