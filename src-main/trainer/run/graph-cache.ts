/**
 * @file Traced graphs kept between runs in the user's folder for caches, so that a step is traced once per configuration;
 * trainer process. What is damaged, or was traced by another program, is traced again.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publish, temporaryNameFor } from '../../image-io/publish.ts';
import { homeFolder } from '../../runtime/home-folder.ts';

export type GraphCache = {
  /** `configuration` is plain data that tells all the graph depends on, besides the program. */
  modelFor(configuration: unknown, trace: () => Uint8Array): Promise<Uint8Array>;
};

/** A graph of a CycleGAN has about 0.4 MB. */
const mostGraphs = 24;
const checksumBytes = 32;
const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** `program` is the bundle that traces: another one may make another graph of the same configuration. */
export async function openGraphCache(program: string, folder: string = join(homeFolder(), 'graphs')): Promise<GraphCache> {
  const programHash = sha256(await readFile(program)).toString('hex');
  return {
    async modelFor(configuration, trace) {
      const key = sha256(JSON.stringify([programHash, configuration])).toString('hex');
      const path = join(folder, `${key}.graph`);
      const known = await readEntryOrNull(path, key);
      if (known) return known;
      const model = trace();
      await keepIgnoringErrors(folder, path, [sha256(key, model), model]);
      return model;
    },
  };
}

/** The checksum covers the key, so that an entry under a wrong name is none. */
async function readEntryOrNull(path: string, key: string): Promise<Uint8Array | null> {
  const entry = await readFile(path).catch(() => null);
  if (!entry) return null;
  const model = entry.subarray(checksumBytes);
  if (!sha256(key, model).equals(entry.subarray(0, checksumBytes))) return null;
  // The graphs that have not been used for longest go first.
  await utimes(path, new Date(), new Date()).catch(() => undefined);
  return model;
}

/** The next run traces again where this fails, so nobody needs to hear of it. */
async function keepIgnoringErrors(folder: string, path: string, parts: readonly Uint8Array[]): Promise<void> {
  const temporary = temporaryNameFor(path);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, Buffer.concat(parts));
    await publish(temporary, path, true);
    await removeOldest(folder);
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** Counts what a killed process left unfinished as well. */
async function removeOldest(folder: string): Promise<void> {
  const paths = (await readdir(folder)).map((name) => join(folder, name));
  const dated = await Promise.all(paths.map(async (path) => ({ path, usedAt: (await stat(path)).mtimeMs })));
  const oldest = dated.toSorted((a, b) => b.usedAt - a.usedAt).slice(mostGraphs);
  await Promise.all(oldest.map(({ path }) => rm(path, { force: true })));
}
