/** @file The folder of a job's intermediate files: removed when the job ends, however it ends. Runs in the engine. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The process id in the name tells which folders were left behind by a process that was killed. */
const prefix = 'imago-scratch-';

/** IMAGO_SCRATCH where it is set: intermediate rasters are large, and some systems keep their temporary folder in memory. */
const scratchRoot = (): string => process.env['IMAGO_SCRATCH'] ?? tmpdir();

export async function withScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(scratchRoot(), { recursive: true });
  const folder = await mkdtemp(join(scratchRoot(), `${prefix}${process.pid}-`));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
