/** @file Turns dropped folders into the pictures inside them; used by main. */
import { stat } from 'node:fs/promises';
import { scanFolder } from '../batch/scan-folder.ts';

/**
 * Files stay as they are, whatever their name. A folder gives its pictures, subfolders included; one without any, and
 * one that cannot be read, stays itself, so that opening it says why there is nothing to see.
 */
export async function expandFolders(paths: readonly string[]): Promise<string[]> {
  const expanded = await Promise.all(paths.map(async (path) => ((await isFolder(path)) ? picturesInside(path) : [path])));
  return expanded.flat();
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (it) => it.isDirectory(),
    () => false,
  );

async function picturesInside(folder: string): Promise<string[]> {
  const { pictures, failures } = await scanFolder(folder);
  const found = [...pictures, ...failures.map(({ path }) => path)];
  return found.length > 0 ? found : [folder];
}
