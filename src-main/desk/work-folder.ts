/** @file Where working files and kept results lie: in the folder that the user chose, else in the application's own. Used by main. */
import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { t } from './words.ts';

export type WorkFolder = {
  readonly path: string;
  /** Why the chosen folder is not used, as a sentence; null where all is well. */
  readonly problem: string | null;
};

/** `chosen` may be on a disk that is gone: then the application's own folder serves until it is back. */
export async function openWorkFolder(chosen: string | undefined, own: string): Promise<WorkFolder> {
  if (chosen === undefined) return { path: own, problem: null };
  // A folder of ours in it: what is found there at the start is removed.
  const path = join(chosen, 'Imago');
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
    return { path, problem: null };
  } catch {
    return { path: own, problem: t('workFolderGone', { folder: chosen }) };
  }
}
