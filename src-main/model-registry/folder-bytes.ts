/** @file What a folder takes on disk; used by main. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders within, whose files had no other names, as they were when they were last looked at. */
export type KnownFolders = Map<string, { readonly mtimeMs: number; readonly bytes: number }>;

/**
 * Files with several names count once. 0 for a folder that is not there; files that vanish meanwhile count for nothing.
 * What is `known` is not looked into again until a file comes or goes there.
 */
export function folderBytes(folder: string, known: KnownFolders = new Map()): Promise<number> {
  return bytesIn(folder, known, new Set()).then(({ bytes }) => bytes);
}

async function bytesIn(folder: string, known: KnownFolders, seen: Set<number>): Promise<{ bytes: number; /** Whether nothing but new and lost files can change it. */ settled: boolean }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let [bytes, settled] = [0, true];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const found = await stat(path).catch(() => null);
    if (!found) continue;
    if (entry.isDirectory()) {
      bytes += await innerBytes(path, found.mtimeMs, known, seen);
      settled = false;
      continue;
    }
    if (found.nlink > 1) settled = false;
    if (found.nlink > 1 && seen.has(found.ino)) continue;
    seen.add(found.ino);
    bytes += found.size;
  }
  return { bytes, settled };
}

async function innerBytes(path: string, mtimeMs: number, known: KnownFolders, seen: Set<number>): Promise<number> {
  const before = known.get(path);
  if (before?.mtimeMs === mtimeMs) return before.bytes;
  const { bytes, settled } = await bytesIn(path, known, seen);
  if (settled) known.set(path, { mtimeMs, bytes });
  else known.delete(path);
  return bytes;
}
