import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import type { Checkpoint } from './checkpoint-file.ts';
import { openCheckpointFolder } from './checkpoint-folder.ts';

const checkpoint = (step: number): Checkpoint => ({
  step,
  seconds: 12.5,
  rateScale: 0.25,
  source: { order: [3, 1, 2], position: 7 },
  turns: { plain: { random: [5, 6] }, tensors: { 'pool.0': { shape: [1, 3], values: Float32Array.of(9, 8, step) } } },
  state: {
    weights: { shape: [2, 2], values: Float32Array.of(0.1, -2, Number.MIN_VALUE, step) },
    count: { shape: [], values: Float32Array.of(4) },
  },
});
const ignore = () => undefined;

describe('a folder of checkpoints', () => {
  it('gives back what was written, and the latest of several', async () => {
    const checkpoints = await openCheckpointFolder(join(await temporaryFolder(), 'new'));
    expect(await checkpoints.latest(ignore)).toBeNull();
    for (const step of [9, 10]) expect((await checkpoints.write(checkpoint(step))).ok).toBe(true);
    expect(await checkpoints.latest(ignore)).toEqual(checkpoint(10));
  });

  it('keeps the last three', async () => {
    const folder = await temporaryFolder();
    const checkpoints = await openCheckpointFolder(folder);
    for (const step of [1, 2, 30, 4000]) await checkpoints.write(checkpoint(step));
    expect((await readdir(folder)).sort()).toEqual(['step-000000002.checkpoint', 'step-000000030.checkpoint', 'step-000004000.checkpoint']);
  });

  it.each([
    ['cut short', (path: string) => truncate(path, 200)],
    ['emptied', (path: string) => truncate(path, 0)],
    ['changed in one byte', async (path: string) => {
      const bytes = await readFile(path);
      bytes[bytes.length - 6]! ^= 1;
      await writeFile(path, bytes);
    }],
  ])('goes back to the one before where the latest was %s', async (_, damage) => {
    const folder = await temporaryFolder();
    const checkpoints = await openCheckpointFolder(folder);
    for (const step of [5, 6]) await checkpoints.write(checkpoint(step));
    const latest = join(folder, 'step-000000006.checkpoint');
    await damage(latest);
    const damaged: string[] = [];
    expect(await checkpoints.latest((path) => damaged.push(path))).toEqual(checkpoint(5));
    expect(damaged).toEqual([latest]);
  });

  it('does not take a file that was never finished for a checkpoint', async () => {
    const folder = await temporaryFolder();
    const checkpoints = await openCheckpointFolder(folder);
    await checkpoints.write(checkpoint(5));
    await writeFile(join(folder, '.step-000000006.checkpoint.1a2b3c4d.imago-part'), 'half');
    expect((await checkpoints.latest(ignore))?.step).toBe(5);
  });

  it('leaves nothing behind of a checkpoint that could not be written, or was not to its end', async () => {
    const folder = await temporaryFolder();
    const checkpoints = await openCheckpointFolder(folder);
    await checkpoints.write(checkpoint(5));
    await writeFile(join(folder, '.step-000000006.checkpoint.1a2b3c4d.imago-part'), 'half');
    // A folder in its place cannot be replaced by a file.
    await mkdir(join(folder, 'step-000000007.checkpoint', 'x'), { recursive: true });
    expect((await checkpoints.write(checkpoint(7))).ok).toBe(false);
    expect((await readdir(folder)).sort()).toEqual(['step-000000005.checkpoint', 'step-000000007.checkpoint']);
  });
});
