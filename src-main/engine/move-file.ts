/** @file Moves a file, also to another disk. Runs in the engine. */
import { copyFile, rename, rm } from 'node:fs/promises';

export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyFile(from, to);
    await rm(from);
  }
}
