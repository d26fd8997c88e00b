import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { folderBytes, type KnownFolders } from './folder-bytes.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  for (const name of ['plain', 'linked', 'deep/inner']) await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, 'log'), 'x'.repeat(7));
  await writeFile(join(folder, 'plain/one'), 'x'.repeat(100));
  await writeFile(join(folder, 'deep/inner/two'), 'x'.repeat(1000));
  await writeFile(join(folder, 'linked/three'), 'x'.repeat(20));
  await link(join(folder, 'linked/three'), join(folder, 'deep/four'));
});

it('counts files with several names once', async () => {
  expect(await folderBytes(folder)).toBe(1127);
  expect(await folderBytes(join(folder, 'nowhere'))).toBe(0);
});

it('looks again only into folders that files came into or left', async () => {
  const known: KnownFolders = new Map();
  expect(await folderBytes(folder, known)).toBe(1127);
  expect([...known.keys()].sort()).toEqual([join(folder, 'deep/inner'), join(folder, 'plain')]);
  // The log grows in place, beside the folders.
  await writeFile(join(folder, 'log'), 'x'.repeat(9));
  await writeFile(join(folder, 'plain/five'), 'x'.repeat(300));
  await rm(join(folder, 'deep/inner/two'));
  expect(await folderBytes(folder, known)).toBe(429);
  expect(await folderBytes(folder, known)).toBe(await folderBytes(folder));
});
