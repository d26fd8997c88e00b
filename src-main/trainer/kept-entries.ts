/**
 * @file What the trainer would find out again at every start, kept in the user's folder for caches; trainer process, command line.
 * An entry that is damaged is none.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publish, temporaryNameFor } from '../image-io/publish.ts';

export type KeptEntries = {
  /** `name` is plain data that tells all the entry depends on. */
  readOrNull(name: unknown): Promise<Uint8Array | null>;
  /** Fails in silence: the next run finds it out again. */
  keep(name: unknown, entry: Uint8Array): Promise<void>;
};

const checksumBytes = 32;
export const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** Those used last stay, `most` of them, in a folder of their own. */
export function keptEntries(folder: string, { ending, most }: { readonly ending: string; readonly most: number }): KeptEntries {
  const keyOf = (name: unknown): string => sha256(JSON.stringify(name)).toString('hex');
  const pathOf = (key: string): string => join(folder, `${key}.${ending}`);
  return {
    async readOrNull(name) {
      const key = keyOf(name);
      const stored = await readFile(pathOf(key)).catch(() => null);
      if (!stored) return null;
      const entry = stored.subarray(checksumBytes);
      // The checksum covers the key, so that an entry under a wrong name is none.
      if (!sha256(key, entry).equals(stored.subarray(0, checksumBytes))) return null;
      await utimes(pathOf(key), new Date(), new Date()).catch(() => undefined);
      return entry;
    },
    async keep(name, entry) {
      const key = keyOf(name);
      const temporary = temporaryNameFor(pathOf(key));
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(temporary, Buffer.concat([sha256(key, entry), entry]));
        await publish(temporary, pathOf(key), true);
        await removeOldest(folder, most);
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** Counts what a killed process left unfinished as well. */
async function removeOldest(folder: string, most: number): Promise<void> {
  const paths = (await readdir(folder)).map((name) => join(folder, name));
  const dated = await Promise.all(paths.map(async (path) => ({ path, usedAt: (await stat(path)).mtimeMs })));
  const oldest = dated.toSorted((a, b) => b.usedAt - a.usedAt).slice(most);
  await Promise.all(oldest.map(({ path }) => rm(path, { force: true })));
}
