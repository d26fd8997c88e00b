import { access, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openSessionFolder } from './session-folder.ts';

it('removes what a session left, at the next start and at its end, but for pasted pictures that are still named', async () => {
  const userData = await temporaryFolder();
  const working = join(userData, 'working');
  await mkdir(join(working, 'pasted'), { recursive: true });
  for (const name of ['left.raster', join('pasted', 'one.png'), join('pasted', 'two.png')]) await writeFile(join(working, name), name);
  const folder = await openSessionFolder(userData);
  expect(await readdir(working)).toEqual(['pasted']);
  await folder.keepPasted([join(working, 'pasted', 'two.png')]);
  await writeFile(folder.file('new.raster'), 'new');
  folder.clear();
  expect([await readdir(working), await readdir(join(working, 'pasted'))]).toEqual([['pasted'], ['two.png']]);
});

it('is gone after a session without pasted pictures', async () => {
  const userData = await temporaryFolder();
  const folder = await openSessionFolder(userData);
  await writeFile(folder.file('a.raster'), 'a');
  folder.clear();
  await expect(access(join(userData, 'working'))).rejects.toThrow();
  // What cannot be cleared must not keep the application from its end.
  folder.clear();
});
