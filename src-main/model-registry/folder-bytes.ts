/** @file What a folder takes on disk; used by main. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Files with several names count once. 0 for a folder that is not there; files that vanish meanwhile count for nothing. */
export async function folderBytes(folder: string, seen = new Set<number>()): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      bytes += await folderBytes(path, seen);
      continue;
    }
    const found = await stat(path).catch(() => null);
    if (!found || (found.nlink > 1 && seen.has(found.ino))) continue;
    seen.add(found.ino);
    bytes += found.size;
  }
  return bytes;
}
