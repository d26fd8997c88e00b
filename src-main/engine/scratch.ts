/** @file The folder of a job's intermediate files: removed when the job ends, however it ends. Runs in the engine. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Failure, failure } from '../../src-shared/failure.ts';
import { failWith, type Result } from '../../src-shared/result.ts';
import { isWriteError, writeFailure } from '../image-io/file-failure.ts';

/** The process id in the name tells which folders were left behind by a process that was killed. */
const prefix = 'imago-scratch-';

/** IMAGO_SCRATCH where it is set: intermediate rasters are large, and some systems keep their temporary folder in memory. */
const scratchRoot = (): string => process.env['IMAGO_SCRATCH'] ?? tmpdir();

export async function withScratch<T>(use: (folder: string) => Promise<Result<T>>): Promise<Result<T>> {
  let folder: string | undefined;
  try {
    await mkdir(scratchRoot(), { recursive: true });
    folder = await mkdtemp(join(scratchRoot(), `${prefix}${process.pid}-`));
    return await use(folder);
  } catch (error) {
    if (!isWriteError(error)) throw error;
    return failWith(scratchFailure(error));
  } finally {
    // A decode that was cancelled may still be writing: then the folder fills again while it is emptied.
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function scratchFailure(error: unknown): Failure {
  const { code, detail } = writeFailure(join(scratchRoot(), 'pixels'), error);
  const what = code === 'disk-full' ? 'The disk is full: intermediate' : 'Intermediate';
  const advice = 'Free some space there, or name another folder in the environment variable IMAGO_SCRATCH.';
  return failure(code, `${what} files could not be written to ${scratchRoot()}.`, { advice, ...(detail ? { detail } : {}) });
}

/** Removes the folders of processes that are no more. One that cannot be removed is left for the next start. */
export async function removeAbandonedScratch(): Promise<void> {
  const names = await readdir(scratchRoot()).catch(() => []);
  const abandoned = names.filter((name) => {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    return pid !== undefined && !isAlive(Number(pid));
  });
  await Promise.all(abandoned.map((name) => rm(join(scratchRoot(), name), { recursive: true, force: true }).catch(() => undefined)));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
