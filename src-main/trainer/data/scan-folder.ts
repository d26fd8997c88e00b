/** @file Finds the files of a training folder; trainer process and command line. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { failure } from '../../../src-shared/failure.ts';
import { readableExtensions } from '../../../src-shared/image.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';

export type FolderScan = {
  /** Files named like pictures, subfolders included, sorted by code units so that every machine finds the same order. */
  readonly pictures: readonly string[];
  /** Files named like something else. */
  readonly others: readonly string[];
};

const pictureEndings = new Set<string>(readableExtensions.map((extension) => `.${extension}`));
const named = (file: string): boolean => pictureEndings.has(extname(file).toLowerCase());

/** Excluded files are as if they were not there. */
export async function scanFolder(folder: string, excluded: readonly string[] = []): Promise<Result<FolderScan>> {
  const found = await stat(folder).catch(() => null);
  if (!found) return failWith(failure('file-missing', `Expected a folder of pictures, but "${folder}" does not exist.`, { advice: 'Bring it back if it was moved or its drive was taken out, or check its name.' }));
  if (!found.isDirectory()) return failWith(failure('bad-request', `Expected a folder of pictures, but "${folder}" is a file.`, { reason: 'not-a-folder', advice: 'Name the folder that holds the pictures.' }));
  const away = new Set(excluded.map((path) => resolve(path)));
  const files = (await filesIn(folder)).filter((path) => away.size === 0 || !away.has(resolve(path))).sort((a, b) => (a < b ? -1 : 1));
  return succeed({ pictures: files.filter(named), others: files.filter((file) => !named(file)) });
}

/** Hidden files are left out, folders that cannot be read count as empty, links to folders are not followed. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const visible = entries.filter((entry) => !entry.name.startsWith('.'));
  const inside = await Promise.all(visible.map((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)])));
  return inside.flat();
}
