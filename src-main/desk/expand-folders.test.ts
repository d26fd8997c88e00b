import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandFolders } from './expand-folders.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-folders-'));
  await mkdir(join(folder, 'sub'));
  for (const name of ['10.JPG', '9.png', 'notes.txt', '.hidden.png', join('sub', 'a.webp')]) await writeFile(join(folder, name), '');
});
afterAll(() => rm(folder, { recursive: true }));

describe('expandFolders', () => {
  it('gives the pictures of a folder in reading order and leaves files alone', async () => {
    const file = join(folder, 'notes.txt');
    expect(await expandFolders([file, folder])).toEqual([file, ...['9.png', '10.JPG', join('sub', 'a.webp')].map((name) => join(folder, name))]);
  });

  it('leaves a folder without pictures to the engine, which says what is wrong', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    expect(await expandFolders([empty])).toEqual([empty]);
  });

  it('leaves a missing path to the engine, which says what is wrong', async () => {
    expect(await expandFolders(['/nowhere/x.png'])).toEqual(['/nowhere/x.png']);
  });
});
