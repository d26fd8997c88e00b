import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { publish, temporaryNameFor } from './publish.ts';

it('gives a file its name, and never another one’s unless asked', async () => {
  const folder = await temporaryFolder();
  const target = join(folder, 'lake.png');
  for (const [text, overwrite, ok] of [['first', false, true], ['second', false, false], ['third', true, true]] as const) {
    const temporary = temporaryNameFor(target);
    await writeFile(temporary, text);
    expect((await publish(temporary, target, overwrite)).ok).toBe(ok);
  }
  expect(await readFile(target, 'utf8')).toBe('third');
});

it('leaves no empty file where what was written went away, as with the disk that it lay on', async () => {
  const folder = await temporaryFolder();
  const target = join(folder, 'lake.png');
  expect(await publish(temporaryNameFor(target), target, false)).toMatchObject({ ok: false });
  expect(await readdir(folder)).toEqual([]);
});
