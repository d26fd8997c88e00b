import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { makeFolder } from './make-folder.ts';

it('makes a folder with those above it, also twice', async () => {
  const path = join(await temporaryFolder(), 'a', 'b', 'c');
  expect(await Promise.all([makeFolder(path), makeFolder(path)])).toEqual([{ ok: true, value: null }, { ok: true, value: null }]);
  expect((await stat(path)).isDirectory()).toBe(true);
});

it('fails below a file', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  expect(await makeFolder(join(file, 'a', 'b'))).toMatchObject({ ok: false, error: { code: 'target-failed' } });
});

it.runIf(process.platform === 'linux')('ends where the file system takes no folders', async () => {
  expect(await makeFolder('/proc/imago/out')).toMatchObject({ ok: false });
});
