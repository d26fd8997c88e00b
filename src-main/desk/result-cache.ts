/**
 * @file Results that are kept on disk between starts, least recently used out first; used by main.
 *
 * [Note: Result cache] A result is a folder `<id>/` with `entry.json`, its raster and its pyramid. It is made as `<id>.part/`
 * and renamed when it is whole, and renamed back before it is removed: what a crash leaves behind is told by its name and
 * removed at the next start. `entry.json` carries the sizes of both files; an entry that does not hold them is damaged and
 * dropped. When it was last used is the time of its `entry.json`.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { runDetailsSchema } from '../../src-shared/job.ts';
import { pyramidSchema } from '../../src-shared/pyramid.ts';
import { createSerial } from '../../src-shared/serial.ts';

const factsSchema = z.object({
  /** See `resultKeys`. */
  key: z.string(),
  /** sha256 of the picture's file. */
  source: z.string(),
  pyramid: pyramidSchema,
  details: runDetailsSchema,
});
export type ResultFacts = z.infer<typeof factsSchema>;
const entrySchema = factsSchema.extend({ id: z.uuid(), madeAt: z.number(), rasterBytes: z.number(), pyramidBytes: z.number() });
export type ResultEntry = z.infer<typeof entrySchema>;

export type PendingResult = {
  /** Paths for the engine to write to. */
  readonly files: { readonly raster: string; readonly pyramid: string };
  /** Makes the result last. Throws where the disk does not take it. */
  keep(facts: ResultFacts): Promise<ResultEntry>;
  discard(): Promise<void>;
};

export type ResultCache = {
  readonly folder: string;
  /** The whole entries of a key, newest first; they count as used now. */
  find(key: string): Promise<ResultEntry[]>;
  begin(): Promise<PendingResult>;
  files(id: string): { readonly raster: string; readonly pyramid: string };
  /** What the entries take on disk. */
  bytes(): number;
  /** Removes what goes over the limit and is not needed. */
  trim(): Promise<void>;
  /** Removes whatever is not needed; tells whether there was anything. */
  clear(): Promise<boolean>;
};

type Surroundings = {
  readonly folder: string;
  readonly limitBytes: () => number;
  /** Whether a picture with this sha256 is open: its results stay, whatever the limit. */
  readonly isNeeded: (source: string) => boolean;
  /** Told before a result is removed. */
  readonly onRemove: (id: string) => Promise<void>;
};

const unfinished = '.part';
type Kept = ResultEntry & { usedAt: number };

export async function openResultCache({ folder, limitBytes, isNeeded, onRemove }: Surroundings): Promise<ResultCache> {
  const entries = new Map<string, Kept>();
  const oneAtATime = createSerial();
  // Ids come from the window too, and must lead to no other folder.
  const folderOf = (id: string) => join(folder, basename(id));
  const files = (id: string) => ({ raster: join(folderOf(id), 'raster'), pyramid: join(folderOf(id), 'pyramid') });
  const entryFile = (path: string) => join(path, 'entry.json');

  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    const entry = name.endsWith(unfinished) ? undefined : await readEntry(join(folder, name), name);
    if (entry) entries.set(name, entry);
    else await rm(join(folder, name), { recursive: true, force: true });
  }

  async function isWhole({ id, rasterBytes, pyramidBytes }: ResultEntry): Promise<boolean> {
    const { raster, pyramid } = files(id);
    return (await sizeOf(raster)) === rasterBytes && (await sizeOf(pyramid)) === pyramidBytes;
  }

  async function remove(id: string): Promise<void> {
    entries.delete(id);
    await onRemove(id);
    const gone = `${folderOf(id)}${unfinished}`;
    await rename(folderOf(id), gone).catch(() => undefined);
    await rm(gone, { recursive: true, force: true }).catch(() => undefined);
  }

  async function use(entry: Kept): Promise<void> {
    const now = new Date();
    entry.usedAt = now.getTime();
    await utimes(entryFile(folderOf(entry.id)), now, now).catch(() => undefined);
  }

  /** Least recently used first. */
  const unneeded = () => [...entries.values()].filter(({ source }) => !isNeeded(source)).sort((a, b) => a.usedAt - b.usedAt);

  const bytes = () => [...entries.values()].reduce((sum, entry) => sum + bytesOf(entry), 0);

  async function trimNow(): Promise<void> {
    let total = bytes();
    for (const entry of unneeded()) {
      if (total <= limitBytes()) return;
      total -= bytesOf(entry);
      await remove(entry.id);
    }
  }

  return {
    folder,
    async find(key) {
      const whole: Kept[] = [];
      for (const entry of [...entries.values()].filter((it) => it.key === key)) {
        if (await isWhole(entry)) whole.push(entry);
        else await remove(entry.id);
      }
      for (const entry of whole) await use(entry);
      return whole.sort((a, b) => b.madeAt - a.madeAt);
    },
    async begin() {
      const id = randomUUID();
      const place = `${folderOf(id)}${unfinished}`;
      await mkdir(place, { recursive: true });
      const pending = { raster: join(place, 'raster'), pyramid: join(place, 'pyramid') };
      const discard = () => rm(place, { recursive: true, force: true });
      return {
        files: pending,
        discard,
        async keep(facts) {
          const madeAt = Date.now();
          const entry: ResultEntry = { ...facts, id, madeAt, rasterBytes: (await stat(pending.raster)).size, pyramidBytes: (await stat(pending.pyramid)).size };
          await writeFile(entryFile(place), JSON.stringify(entry));
          await rename(place, folderOf(id));
          entries.set(id, { ...entry, usedAt: madeAt });
          void oneAtATime(trimNow);
          return entry;
        },
      };
    },
    files,
    bytes,
    trim: () => oneAtATime(trimNow),
    clear: () =>
      oneAtATime(async () => {
        const all = unneeded();
        for (const { id } of all) await remove(id);
        return all.length > 0;
      }),
  };

  /** Undefined for what is no whole entry of this name. */
  async function readEntry(path: string, name: string): Promise<Kept | undefined> {
    try {
      const entry = entrySchema.parse(JSON.parse(await readFile(entryFile(path), 'utf8')));
      const usedAt = (await stat(entryFile(path))).mtimeMs;
      return entry.id === name && (await isWhole(entry)) ? { ...entry, usedAt } : undefined;
    } catch {
      return undefined;
    }
  }
}

const bytesOf = ({ rasterBytes, pyramidBytes }: ResultEntry): number => rasterBytes + pyramidBytes;

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
