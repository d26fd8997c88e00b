/** @file Tests work-folder.ts with real folders. */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWorkFolder } from './work-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-work-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('is the application\'s own where none was chosen', async () => {
  expect(await openWorkFolder(undefined, '/own')).toEqual({ path: '/own', problem: null });
});

it('is a folder of its own in the chosen one', async () => {
  const path = join(folder, 'large disk', 'Imago');
  expect(await openWorkFolder(join(folder, 'large disk'), '/own')).toEqual({ path, problem: null });
  expect((await stat(path)).isDirectory()).toBe(true);
});

it('is the application\'s own, with a sentence, where the chosen one cannot be used', async () => {
  const file = join(folder, 'a file');
  await writeFile(file, '');
  expect(await openWorkFolder(file, '/own')).toEqual({ path: '/own', problem: expect.stringContaining(file) });
});
