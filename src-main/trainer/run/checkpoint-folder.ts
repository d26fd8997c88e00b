/** @file The checkpoints of a run: written side by side, the last few kept, the latest whole one read back; trainer process. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { removeAllUnfinished } from '../../image-io/publish.ts';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint-file.ts';

export const keptCheckpoints = 3;
const fileName = (step: number): string => `step-${String(step).padStart(9, '0')}.checkpoint`;
const pattern = /^step-(\d{9})\.checkpoint$/;

export type CheckpointFolder = {
  write(checkpoint: Checkpoint): Promise<Result<null>>;
  /** The latest that is whole; `onDamaged` hears of those that are not. */
  latest(onDamaged: (path: string) => void): Promise<Checkpoint | null>;
};

export async function openCheckpointFolder(folder: string): Promise<CheckpointFolder> {
  await mkdir(folder, { recursive: true });
  const newestFirst = async () => (await readdir(folder)).filter((name) => pattern.test(name)).sort().reverse();
  return {
    async write(checkpoint) {
      // What was being written when the run was killed, as large as a checkpoint; nobody else writes here.
      await removeAllUnfinished(folder);
      const written = await writeCheckpoint(join(folder, fileName(checkpoint.step)), checkpoint);
      if (!written.ok) return written;
      for (const name of (await newestFirst()).slice(keptCheckpoints)) await rm(join(folder, name), { force: true });
      return succeed(null);
    },
    async latest(onDamaged) {
      for (const name of await newestFirst()) {
        const read = await readCheckpoint(join(folder, name));
        if (read.ok) return read.value;
        onDamaged(join(folder, name));
      }
      return null;
    },
  };
}
