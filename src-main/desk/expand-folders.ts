/** @file Turns dropped folders into the pictures inside them; used by main. */
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { readableExtensions } from '../../src-shared/image.ts';

const offered = new Set<string>(readableExtensions.map((extension) => `.${extension}`));
const inReadingOrder = new Intl.Collator(undefined, { numeric: true });

/** Files stay as they are, whatever their name; a folder gives its pictures, subfolders included, hidden files left out. */
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
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const visible = entries.filter((entry) => !entry.name.startsWith('.')).sort((a, b) => inReadingOrder.compare(a.name, b.name));
  const files = visible.filter((entry) => entry.isFile() && offered.has(extname(entry.name).toLowerCase()));
  const inside = await Promise.all(visible.filter((entry) => entry.isDirectory()).map((entry) => picturesInside(join(folder, entry.name))));
  return [...files.map((entry) => join(folder, entry.name)), ...inside.flat()];
}
