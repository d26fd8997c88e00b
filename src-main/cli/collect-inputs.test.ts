import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { collectInputs } from './collect-inputs.ts';

async function folderWith(...names: string[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), name);
  }
  return folder;
}

it('takes the pictures of a folder in reading order, with their place in its tree', async () => {
  const folder = await folderWith('10.png', '2.JPG', 'notes.txt', '.hidden.png', '.git/x.png', 'b/deep/c.webp', 'b/a.tif');
  await symlink(join(folder, '2.JPG'), join(folder, '3.jpg'));
  const { inputs, failures } = await collectInputs([folder]);
  expect(inputs.map(({ path }) => path)).toEqual(['2.JPG', '3.jpg', '10.png', 'b/a.tif', 'b/deep/c.webp'].map((name) => join(folder, name)));
  expect(inputs.map(({ subfolder }) => subfolder)).toEqual(['', '', '', 'b', join('b', 'deep')]);
  expect(failures).toEqual([]);
});

it('takes files as they are named, each once, and leaves out the results of an earlier run', async () => {
  const folder = await folderWith('one.png', 'odd.name', 'out/one-2x.png');
  const names = ['odd.name', 'missing.png', 'one.png'].map((name) => join(folder, name));
  const { inputs } = await collectInputs([...names, folder, names[0]!], join(folder, 'out'));
  expect(inputs.map(({ path }) => path)).toEqual(names);
});

it('says where a folder has no pictures', async () => {
  const folder = await folderWith('notes.txt');
  expect(await collectInputs([folder])).toMatchObject({ inputs: [], failures: [{ path: folder, failure: { code: 'file-missing' } }] });
});
