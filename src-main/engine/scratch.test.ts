import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { removeAbandonedScratch, withScratch } from './scratch.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'imago-test-'));
  vi.stubEnv('IMAGO_SCRATCH', root);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

it('removes the folder of a job that throws', async () => {
  const job = withScratch(async (folder) => {
    await writeFile(join(folder, 'pixels'), 'x');
    expect(await readdir(root)).toHaveLength(1);
    throw new Error('a bug');
  });
  await expect(job).rejects.toThrow('a bug');
  expect(await readdir(root)).toEqual([]);
});

it('removes what a dead process left, and nothing of a living one or of others', async () => {
  const { pid: dead } = spawnSync(process.execPath, ['--version']);
  const [left, own, foreign] = [`imago-scratch-${dead}-a1`, `imago-scratch-${process.pid}-b2`, 'imago-scratch-note'];
  for (const name of [left, own, foreign]) await mkdir(join(root, name));
  await writeFile(join(root, left, 'pixels'), 'x');
  await removeAbandonedScratch();
  expect((await readdir(root)).sort()).toEqual([own, foreign].sort());
});
