/**
 * @file The folder of one session's pyramids and unsaved results; used by main.
 *
 * One Imago runs per user-data folder (the single-instance lock), so whatever lies there at the start was left by a
 * session that crashed.
 */
import { rmSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

export type SessionFolder = {
  /** A file of this session; `name` is one of our own ids with an ending. */
  file(name: string): string;
  removeIgnoringErrors(name: string): Promise<void>;
  /** Synchronous, since it runs while the application quits. */
  clear(): void;
};

export async function openSessionFolder(userData: string): Promise<SessionFolder> {
  const folder = join(userData, 'working');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return {
    file: (name) => join(folder, name),
    removeIgnoringErrors: (name) => rm(join(folder, name), { force: true, recursive: true }).catch(() => undefined),
    clear: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
