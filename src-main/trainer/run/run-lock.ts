/** @file Keeps two trainers out of one run's folder; trainer process. */
import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { isWriteError, writeFailure } from '../../image-io/file-failure.ts';

export type RunLock = { release(): Promise<void> };

/** A file with this process's id. One left by a process that is gone counts for nothing. */
export async function lockRun(folder: string): Promise<Result<RunLock>> {
  const place = join(folder, 'run.lock');
  const holder = await holderOf(place);
  if (holder !== null) {
    const advice = 'Stop it first, or choose another folder.';
    return failWith(failure('target-exists', `The run in "${folder}" is being trained by process ${holder}.`, { advice }));
  }
  await rm(place, { force: true });
  try {
    await writeFile(place, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (isWriteError(error)) return failWith(writeFailure(place, error));
    throw error;
  }
  return succeed({ release: () => rm(place, { force: true }) });
}

async function holderOf(place: string): Promise<number | null> {
  const id = Number(await readFile(place, 'utf8').catch(() => ''));
  return id > 0 && id !== process.pid && isAlive(id) ? id : null;
}

/** Signal 0 is not sent; it only asks. A process of somebody else refuses it, and lives. */
function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0) && !isZombie(id);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** One that has ended, though nobody asked how: its parent was killed, too, and another has not taken its place yet. Linux tells. */
function isZombie(id: number): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
