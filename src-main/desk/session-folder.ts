/**
 * @file The folder of one session's rasters and pyramids; used by main.
 *
 * One Imago runs per user (the single-instance lock), so whatever lies there at the start was left by a session that
 * crashed. Pasted pictures have no other file: they stay as long as the session that is kept names them.
 */
import { readdirSync, rmSync, rmdirSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

export type SessionFolder = {
  /** A file of this session; `name` is one of our own ids with an ending. */
  file(name: string): string;
  removeIgnoringErrors(name: string): Promise<void>;
  /** Removes the pasted pictures that are not named. */
  keepPasted(paths: readonly string[]): Promise<void>;
  /**
   * Synchronous, since it runs while the application quits, which it must not keep from it: what an engine writes at its
   * end stays until the next start.
   */
  clear(): void;
};

const pasted = 'pasted';

export async function openSessionFolder(workFolder: string): Promise<SessionFolder> {
  const folder = join(workFolder, 'working');
  await mkdir(folder, { recursive: true });
  const leftBehind = (await readdir(folder)).filter((name) => name !== pasted);
  await Promise.all(leftBehind.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  return {
    file: (name) => join(folder, name),
    removeIgnoringErrors: (name) => rm(join(folder, name), { force: true, recursive: true }).catch(() => undefined),
    async keepPasted(paths) {
      const names = await readdir(join(folder, pasted)).catch(() => []);
      const unnamed = names.map((name) => join(folder, pasted, name)).filter((path) => !paths.includes(path));
      await Promise.all(unnamed.map((path) => rm(path, { recursive: true, force: true })));
    },
    clear() {
      try {
        const names = readdirSync(folder);
        for (const name of names) if (name !== pasted) rmSync(join(folder, name), { recursive: true, force: true });
        if (!names.includes(pasted)) rmdirSync(folder);
      } catch (error) {
        console.error(`The folder ${folder} could not be cleared:`, error);
      }
    },
  };
}
